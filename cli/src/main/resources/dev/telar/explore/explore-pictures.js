// Pictures on canvases, one pixel a pixel: the style sheet enlarges them.

import { ask } from "./explore-api.js";

const NEGATIVE = [33, 102, 172];
const NEUTRAL = [247, 247, 247];
const POSITIVE = [178, 24, 43];

function paint(canvas, width, height, colour) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const [red, green, blue] = colour(i);
    image.data.set([red, green, blue, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
}

/** Draws grey values in [0, 1]; what is beyond is cut off. */
export function drawGrey(canvas, values, size, description) {
  paint(canvas, size.width, size.height, (i) => {
    // The value that Telar wrote: the shortest decimal of a float.
    const grey = Math.round(255 * Math.min(1, Math.max(0, Math.fround(values[i]))));
    return [grey, grey, grey];
  });
  describe(canvas, description);
}

/** Draws differences: −1 in blue, 0 in white, 1 in red. */
export function drawDifference(canvas, values, size, description) {
  paint(canvas, size.width, size.height, (i) => {
    const end = values[i] < 0 ? NEGATIVE : POSITIVE;
    const part = Math.min(1, Math.abs(values[i]));
    return NEUTRAL.map((neutral, c) => Math.round(neutral + part * (end[c] - neutral)));
  });
  describe(canvas, description);
}

function describe(canvas, description) {
  if (description) {
    canvas.setAttribute("aria-label", description);
  }
}

/** What a canvas showed of an earlier model goes away. */
export function clear(canvas) {
  canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
}

/** Small pictures of test images, fetched when they are first wanted. */
export class Thumbnails {
  static MOST = 500;

  constructor(onArrival) {
    this.canvases = new Map();
    this.asked = new Set();
    this.onArrival = onArrival;
    this.size = { width: 1, height: 1 };
  }

  /** The picture of a row, or nothing until it is there. */
  get(row) {
    return this.canvases.get(row);
  }

  /** Fetches those of some rows that are neither there nor on their way. */
  async want(rows) {
    const missing = rows
      .filter((row) => !this.canvases.has(row) && !this.asked.has(row))
      .slice(0, Thumbnails.MOST);
    if (missing.length === 0) {
      return;
    }
    missing.forEach((row) => this.asked.add(row));
    try {
      const images = await ask("thumbnails", { rows: missing.join(",") });
      images.forEach((image, i) => this.canvases.set(missing[i], this.canvas(image)));
      this.onArrival();
    } finally {
      missing.forEach((row) => this.asked.delete(row));
    }
  }

  canvas(base64) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const canvas = document.createElement("canvas");
    paint(canvas, this.size.width, this.size.height, (i) => [bytes[i], bytes[i], bytes[i]]);
    return canvas;
  }
}
