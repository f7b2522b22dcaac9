/* Small pictures of pages: pixels on canvases, never smoothed. */
'use strict';

const TelarPictures = (() => {
  /* From −1, blue, through 0, white, to 1, red: the colours of the printed differences. */
  const DIVERGING = [[33, 102, 172], [146, 197, 222], [255, 255, 255], [244, 165, 130], [178, 24, 43]];

  function diverging(value) {
    const place = ((Math.min(1, Math.max(-1, value)) + 1) / 2) * (DIVERGING.length - 1);
    const stop = Math.min(Math.floor(place), DIVERGING.length - 2);
    return DIVERGING[stop].map((from, i) => Math.round(from + (place - stop) * (DIVERGING[stop + 1][i] - from)));
  }

  /* Of a value in [0, 1]; Telar writes floats as their shortest decimals. */
  function level(value) {
    return Math.round(255 * Math.min(1, Math.max(0, Math.fround(value))));
  }

  function grey(value) {
    return [level(value), level(value), level(value)];
  }
  grey.ofPixel = (channels) => channels.map(level);

  /* Of a byte. */
  function bytes(value) {
    return [value, value, value];
  }
  bytes.ofPixel = (channels) => channels;

  const mean = (channels) => channels.reduce((sum, value) => sum + value, 0) / channels.length;

  /* Shows values row after row, in the colours that a function gives each. A pixel with three values, red, green and
     blue, has the colour of their mean, unless the function says what a pixel has. */
  function paint(canvas, values, width, height, palette) {
    const channels = values.length / (width * height);
    const ofPixel = palette.ofPixel ?? ((own) => palette(mean(own)));
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      const [red, green, blue] =
        channels === 3 ? ofPixel([values[3 * i], values[3 * i + 1], values[3 * i + 2]]) : palette(values[i]);
      image.data[4 * i] = red;
      image.data[4 * i + 1] = green;
      image.data[4 * i + 2] = blue;
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }

  /* A canvas that shows values. */
  function canvas(values, width, height, palette, label) {
    const element = document.createElement('canvas');
    element.className = 'picture';
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', label);
    paint(element, values, width, height, palette);
    return element;
  }

  return { canvas, paint, grey, bytes, diverging };
})();
