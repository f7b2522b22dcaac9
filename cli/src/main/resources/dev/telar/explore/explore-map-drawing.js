/* What is drawn on the map. */

import { facts } from './explore-api.js';
import { MOST } from './explore-thumbnails.js';

const COLOURS = 10;
const THUMBNAIL = 30;

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function colours() {
  return Array.from({ length: COLOURS }, (_, i) => token(`--class-${i}`));
}

function colourOf(row) {
  return (facts.labels[row] ?? 0) % COLOURS;
}

/* Points in the colours of their classes, larger ones where fewer are in sight. */
export function drawPoints(context, points, zoom) {
  const side = zoom > 6 ? 5 : zoom > 2 ? 4 : 3;
  context.globalAlpha = 0.8;
  colours().forEach((colour, i) => {
    context.fillStyle = colour;
    for (const { row, x, y } of points) {
      if (colourOf(row) === i) {
        context.fillRect(x - side / 2, y - side / 2, side, side);
      }
    }
  });
  context.globalAlpha = 1;
}

/* Of some points at most one in each field of a grid, so that their pictures do not hide each other. */
export function sparse(points, area) {
  const side = Math.max(THUMBNAIL, Math.sqrt(area / MOST));
  const fields = new Map();
  for (const point of points) {
    const field = `${Math.floor(point.x / side)} ${Math.floor(point.y / side)}`;
    if (!fields.has(field)) {
      fields.set(field, point);
    }
  }
  return [...fields.values()];
}

/* The pictures that are there, framed in the colours of their classes. */
export function drawThumbnails(context, points, thumbnails) {
  const frame = colours();
  context.imageSmoothingEnabled = false;
  for (const { row, x, y } of points) {
    const picture = thumbnails.get(row);
    if (picture) {
      const length = THUMBNAIL - 4;
      context.fillStyle = frame[colourOf(row)];
      context.fillRect(x - THUMBNAIL / 2, y - THUMBNAIL / 2, THUMBNAIL, THUMBNAIL);
      context.drawImage(picture, x - length / 2, y - length / 2, length, length);
    }
  }
}

/* Two rings, of which one is seen on any ground. */
export function drawMark(context, { x, y }) {
  context.lineWidth = 2;
  for (const [colour, radius] of [['--ink', 9], ['--ground', 11]]) {
    context.strokeStyle = token(colour);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}

/* Where a key would choose. */
export function drawCross(context, { x, y }) {
  context.lineWidth = 1;
  context.strokeStyle = token('--ink');
  context.beginPath();
  context.moveTo(x - 8, y);
  context.lineTo(x + 8, y);
  context.moveTo(x, y - 8);
  context.lineTo(x, y + 8);
  context.stroke();
}
