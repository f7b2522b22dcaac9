/* Small pictures of pages: pixels on canvases, never smoothed. */
'use strict';

const TelarPictures = (() => {
  /* Blue below 0, white, red above: like the printed differences. */
  function diverging(value) {
    const part = Math.min(1, Math.abs(value));
    const fade = Math.round(255 * (1 - part));
    return value > 0 ? [255 - Math.round(40 * part), fade, fade] : [fade, fade, 255 - Math.round(40 * part)];
  }

  function grey(value) {
    const level = Math.round(255 * Math.min(1, Math.max(0, value)));
    return [level, level, level];
  }

  /* A canvas that shows values row after row, in the colours that a function gives each. */
  function canvas(values, width, height, palette, label) {
    const element = document.createElement('canvas');
    element.width = width;
    element.height = height;
    element.className = 'picture';
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', label);
    const context = element.getContext('2d');
    const image = context.createImageData(width, height);
    values.forEach((value, i) => image.data.set([...palette(value), 255], 4 * i));
    context.putImageData(image, 0, 0);
    return element;
  }

  return { canvas, grey, diverging };
})();
