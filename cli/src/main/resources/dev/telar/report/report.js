/* What moves in the report. */
'use strict';

(() => {
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const words = data.words;

  function checked(name) {
    return [...document.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
  }

  /* The curves that the boxes ask for: a colour a model, a dash a kind of error. */
  function curvesAsked() {
    const models = new Set(checked('model'));
    const kinds = new Set(checked('kind'));
    return data.curves
      .filter((curve) => models.has(String(curve.hidden)) && kinds.has(curve.kind))
      .map((curve) => ({ ...curve, name: `N = ${curve.hidden}, ${words[curve.kind]}` }));
  }

  function learningCurves() {
    const element = document.getElementById('learning-curves');
    const chart = TelarCharts.curves(element, {
      series: curvesAsked(),
      xName: words.epoch,
      yName: words.error,
      description: element.getAttribute('aria-label'),
    });
    const form = document.getElementById('learning-curves-controls');
    form.addEventListener('change', () => {
      chart.setLog(checked('scale').includes('log'));
      chart.update(curvesAsked());
    });
    form.querySelector('button').addEventListener('click', () => chart.reset());
    for (const swatch of form.querySelectorAll('.swatch')) {
      swatch.style.background = TelarCharts.colourOf(Number(swatch.dataset.colour));
    }
  }

  function fill(text, ...values) {
    return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
  }

  /* The values in [0, 1] of every picture of a sprite. */
  async function pictures(sprite, { width, height, channels, columns, count }) {
    const image = new Image();
    image.src = `data:image/png;base64,${sprite.png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return Array.from({ length: count }, (_, i) => {
      const x = (i % columns) * width;
      const y = Math.floor(i / columns) * height;
      const { data: rgba } = context.getImageData(x, y, width, height);
      const place = channels === 3 ? (k) => 4 * Math.floor(k / 3) + (k % 3) : (k) => 4 * k;
      return Float32Array.from({ length: width * height * channels }, (_, k) => rgba[place(k)] / 255);
    });
  }

  function row(label, cells) {
    const element = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = label;
    element.append(head);
    for (const content of cells) {
      const cell = document.createElement('td');
      cell.append(...content);
      element.append(cell);
    }
    return element;
  }

  /* The rows of a group of images: the originals, and for each model reconstructions and differences. */
  function galleryRows(gallery, images, places, differences) {
    const { width, height, sprites, samples } = gallery;
    const draw = (values, palette, label) => TelarPictures.canvas(values, width, height, palette, label);
    const named = (i) => fill(words.image, samples[i].row, samples[i].className).trim();
    const rows = [
      row(sprites[0].label, places.map((i) => [draw(images[0][i], TelarPictures.grey, named(i)), samples[i].className])),
    ];
    sprites.slice(1).forEach(({ label }, m) => {
      const made = images[m + 1];
      const error = (i) => samples[i].errors[m];
      const told = (i) => fill(words.reconstruction, label, named(i), error(i));
      rows.push(row(label, places.map((i) => [draw(made[i], TelarPictures.grey, told(i)), error(i)])));
      if (differences) {
        const change = (i) => made[i].map((value, k) => value - images[0][i][k]);
        const toldChange = (i) => fill(words.difference, label, named(i));
        rows.push(row(fill(words.differences, label), places.map((i) => [draw(change(i), TelarPictures.diverging, toldChange(i))])));
      }
    });
    return rows;
  }

  function widths() {
    const element = document.getElementById('widths-chart');
    const chart = TelarCharts.curves(element, {
      series: data.widths,
      xName: words.width,
      yName: words.testError,
      description: element.getAttribute('aria-label'),
      zoom: false,
      doubling: true,
      legend: true,
    });
    document.getElementById('widths-controls').addEventListener('change', () => {
      chart.setLog(checked('widths-scale').includes('log'));
    });
  }

  function classes() {
    const element = document.getElementById('classes-chart');
    element.hidden = false;
    const chart = TelarCharts.marks(element, {
      names: data.classes.classes,
      series: data.classes.models,
      xName: words.testError,
      description: element.getAttribute('aria-label'),
    });
    const form = document.getElementById('classes-controls');
    form.hidden = false;
    form.addEventListener('change', () => chart.setLog(checked('classes-scale').includes('log')));
  }

  function timings() {
    const element = document.getElementById('timings-chart');
    element.hidden = false;
    TelarCharts.curves(element, {
      series: data.timings,
      xName: words.epoch,
      yName: words.seconds,
      description: element.getAttribute('aria-label'),
      zoom: false,
      legend: true,
    });
  }

  /* The weights of units side by side, blue below 0 and red above; those of colours in their colours, grey at 0. */
  async function drawWeights(canvas, png, count) {
    const { width, height, channels, columns } = data.units;
    const images = await pictures({ png }, { width, height, channels, columns, count });
    const draw = (values) =>
      channels === 3
        ? TelarPictures.canvas(values, width, height, TelarPictures.grey, '')
        : TelarPictures.canvas(values.map((v) => 2 * v - 1), width, height, TelarPictures.diverging, '');
    const gap = 1;
    const across = Math.min(columns, count);
    canvas.width = across * (width + gap) - gap;
    canvas.height = Math.ceil(count / across) * (height + gap) - gap;
    const context = canvas.getContext('2d');
    images.forEach((values, i) => {
      context.drawImage(draw(values), (i % across) * (width + gap), Math.floor(i / across) * (height + gap));
    });
  }

  async function units() {
    const form = document.getElementById('units-controls');
    const show = async () => {
      const [width] = checked('units');
      for (const maps of document.querySelectorAll('.maps')) {
        maps.hidden = maps.dataset.units !== width;
      }
      const model = data.units.models.find(({ hidden }) => String(hidden) === width);
      document.getElementById('weights-note').textContent = model.note;
      await drawWeights(document.getElementById('encoder-weights'), model.encoder, model.shown);
      await drawWeights(document.getElementById('decoder-weights'), model.decoder, model.shown);
    };
    form.hidden = false;
    form.addEventListener('change', show);
    document.getElementById('weights').hidden = false;
    await show();
  }

  async function gallery() {
    const section = document.getElementById('gallery');
    const count = data.gallery.samples.length;
    const images = await Promise.all(
      data.gallery.sprites.map((sprite) => pictures(sprite, { ...data.gallery, count })),
    );
    const form = document.getElementById('gallery-controls');
    const show = () => {
      const asked = new FormData(form);
      const places = data.gallery.groups[asked.get('class')][asked.get('gallery-kind')];
      const rows = galleryRows(data.gallery, images, places, asked.has('difference'));
      section.querySelector('table').replaceChildren(...rows);
    };
    form.addEventListener('change', show);
    show();
    section.hidden = false;
  }

  /* A part of the page, where there is one; a chart wants to be seen when it is drawn. */
  const PARTS = {
    'learning-curves': learningCurves,
    'widths-chart': widths,
    'classes-chart': classes,
    'timings-chart': timings,
    'units-controls': units,
    'gallery-controls': gallery,
  };
  for (const [id, draw] of Object.entries(PARTS)) {
    const part = document.getElementById(id);
    if (part) {
      const section = part.closest('section');
      section.hidden = section.id === 'gallery';
      draw();
    }
  }
})();
