// Pictures on canvases, one pixel a pixel: the style sheet enlarges them.

import { ask } from "./explore-api.js";

/** Draws grey values in [0, 1]; what is beyond is cut off. */
export function drawGrey(canvas, values, size, description) {
  TelarPictures.paint(canvas, values, size.width, size.height, TelarPictures.grey);
  describe(canvas, description);
}

/** Draws differences: −1 in blue, 0 in white, 1 in red. */
export function drawDifference(canvas, values, size, description) {
  TelarPictures.paint(canvas, values, size.width, size.height, TelarPictures.diverging);
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
    TelarPictures.paint(canvas, bytes, this.size.width, this.size.height, (v) => [v, v, v]);
    return canvas;
  }
}
