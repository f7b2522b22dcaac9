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
    if (!element) {
      return;
    }
    const chart = TelarCharts.curves(element, {
      series: curvesAsked(),
      xName: words.epoch,
      yName: words.error,
      description: element.dataset.description,
    });
    const form = document.getElementById('learning-curves-controls');
    form.hidden = false;
    form.addEventListener('change', () => {
      chart.setLog(checked('scale').includes('log'));
      chart.update(curvesAsked());
    });
    form.querySelector('button').addEventListener('click', () => chart.reset());
    for (const swatch of form.querySelectorAll('.swatch')) {
      swatch.style.background = `var(--series-${(Number(swatch.dataset.colour) % 6) + 1})`;
    }
  }

  function fill(text, ...values) {
    return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
  }

  /* The values in [0, 1] of every picture of a sprite. */
  async function pictures(sprite, { width, height, columns, samples }) {
    const image = new Image();
    image.src = `data:image/png;base64,${sprite.png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return samples.map((_, i) => {
      const x = (i % columns) * width;
      const y = Math.floor(i / columns) * height;
      const { data: rgba } = context.getImageData(x, y, width, height);
      return Float32Array.from({ length: width * height }, (_, k) => rgba[4 * k] / 255);
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
        rows.push(row('', places.map((i) => [draw(change(i), TelarPictures.diverging, toldChange(i))])));
      }
    });
    return rows;
  }

  async function gallery() {
    const section = document.getElementById('gallery');
    const images = await Promise.all(data.gallery.sprites.map((sprite) => pictures(sprite, data.gallery)));
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

  learningCurves();
  gallery();
})();
