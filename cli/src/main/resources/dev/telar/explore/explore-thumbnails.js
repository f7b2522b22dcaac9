/* Small pictures of test images, fetched when they are first wanted. */

import { ask, attempt } from './explore-api.js';

/* As many come at a time. */
export const MOST = 500;

export class Thumbnails {
  /* onArrival: called when pictures have come. */
  constructor(onArrival) {
    this.canvases = new Map();
    this.asked = new Set();
    this.onArrival = onArrival;
    this.size = { width: 1, height: 1 };
  }

  /* The picture of a row, or nothing until it is there. */
  get(row) {
    return this.canvases.get(row);
  }

  /* Fetches those of some rows that are neither there nor on their way. */
  async want(rows) {
    const missing = rows
      .filter((row) => !this.canvases.has(row) && !this.asked.has(row))
      .slice(0, MOST);
    if (missing.length === 0) {
      return;
    }
    missing.forEach((row) => this.asked.add(row));
    await attempt(async () => {
      const images = await ask('thumbnails', { rows: missing.join(',') });
      images.forEach((image, i) => this.canvases.set(missing[i], this.canvas(image)));
      this.onArrival();
    });
    missing.forEach((row) => this.asked.delete(row));
  }

  canvas(base64) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const canvas = document.createElement('canvas');
    const { width, height } = this.size;
    TelarPictures.paint(canvas, bytes, width, height, TelarPictures.bytes);
    return canvas;
  }
}
