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
  function grey(value) {
    const level = Math.round(255 * Math.min(1, Math.max(0, Math.fround(value))));
    return [level, level, level];
  }

  /* Shows values row after row, in the colours that a function gives each. */
  function paint(canvas, values, width, height, palette) {
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      const [red, green, blue] = palette(values[i]);
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

  return { canvas, paint, grey, diverging };
})();
