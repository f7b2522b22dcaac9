/* A picture of one's own, drawn by hand or begun with an image file. */

import { byId, text } from './explore-api.js';
import { ImageFile } from './explore-file.js';
import { drawPicture } from './explore-pictures.js';

/* How far a soft brush steps between two dabs, in pixels of the picture. */
const DAB = 0.3;

export class Sketch {
  /* size: of a picture; onChange: called when the drawing has changed, or is to be shown; shown: gives the
     pixels of the picture shown */
  constructor(size, onChange, shown) {
    this.size = size;
    this.onChange = onChange;
    this.canvas = byId('sketch');
    this.pixels = new Array(size.width * size.height * size.channels).fill(0);
    this.cursor = { x: Math.floor(size.width / 2), y: Math.floor(size.height / 2) };
    this.last = null;
    this.draw();
    this.listenToHand();
    this.listenToKeys();
    this.file = new ImageFile(size, (pixels) => this.replace(pixels));
    byId('own-clear').addEventListener('click', () => this.replace(this.pixels.map(() => 0)));
    byId('own-copy').addEventListener('click', () => this.replace([...shown()]));
    byId('own-show').addEventListener('click', () => this.onChange());
  }

  draw() {
    drawPicture(this.canvas, this.pixels, this.size);
  }

  replace(pixels) {
    this.pixels = pixels;
    this.changed();
  }

  changed() {
    this.draw();
    this.onChange();
  }

  /* Paints or rubs out a soft spot. */
  dab(x, y) {
    const radius = Number(byId('brush-size').value);
    const erases = document.querySelector('input[name=tool]:checked').value === 'eraser';
    const reach = Math.ceil(radius + 1);
    for (let row = Math.floor(y) - reach; row <= y + reach; row++) {
      for (let column = Math.floor(x) - reach; column <= x + reach; column++) {
        if (row < 0 || column < 0 || row >= this.size.height || column >= this.size.width) {
          continue;
        }
        const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
        const part = Math.min(1, Math.max(0, radius + 0.5 - distance));
        const start = (row * this.size.width + column) * this.size.channels;
        for (let i = start; i < start + this.size.channels; i++) {
          this.pixels[i] = erases
            ? Math.min(this.pixels[i], 1 - part)
            : Math.max(this.pixels[i], part);
        }
      }
    }
  }

  strokeTo(x, y) {
    const from = this.last ?? { x, y };
    const dabs = Math.max(1, Math.ceil(Math.hypot(x - from.x, y - from.y) / DAB));
    for (let i = 1; i <= dabs; i++) {
      this.dab(from.x + ((x - from.x) * i) / dabs, from.y + ((y - from.y) * i) / dabs);
    }
    this.last = { x, y };
  }

  listenToHand() {
    const place = (event) => ({
      x: (event.offsetX / this.canvas.clientWidth) * this.size.width,
      y: (event.offsetY / this.canvas.clientHeight) * this.size.height,
    });
    const stroke = (event) => {
      const { x, y } = place(event);
      this.strokeTo(x, y);
      this.changed();
    };
    this.canvas.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        this.canvas.setPointerCapture(event.pointerId);
        this.pointer = event.pointerId;
        this.last = null;
        this.file.leave();
        stroke(event);
      }
    });
    this.canvas.addEventListener('pointermove', (event) => {
      if (event.pointerId === this.pointer) {
        stroke(event);
      }
    });
    const end = () => {
      this.pointer = null;
    };
    this.canvas.addEventListener('pointerup', end);
    this.canvas.addEventListener('pointercancel', end);
  }

  listenToKeys() {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    this.canvas.addEventListener('keydown', (event) => {
      const move = moves[event.key];
      if (move) {
        const { width, height } = this.size;
        this.cursor.x = Math.min(width - 1, Math.max(0, this.cursor.x + move[0]));
        this.cursor.y = Math.min(height - 1, Math.max(0, this.cursor.y + move[1]));
        this.showCursor();
      } else if (event.key === ' ') {
        this.file.leave();
        this.dab(this.cursor.x + 0.5, this.cursor.y + 0.5);
        this.changed();
        this.showCursor();
      } else {
        return;
      }
      event.preventDefault();
    });
    this.canvas.addEventListener('focus', () => {
      if (this.canvas.matches(':focus-visible')) {
        this.showCursor();
      }
    });
    this.canvas.addEventListener('blur', () => this.draw());
  }

  /* Says and shows where a key would paint. */
  showCursor() {
    this.draw();
    const { x, y } = this.cursor;
    const start = (y * this.size.width + x) * this.size.channels;
    const values = this.pixels.slice(start, start + this.size.channels);
    const value = Math.max(...values);
    const told = values.map((own) => own.toFixed(2)).join(' ');
    byId('own-cell').textContent = text('cell', x, y, told);
    const context = this.canvas.getContext('2d');
    context.fillStyle = value > 0.5 ? '#b3261e' : '#ff8a80';
    context.fillRect(x, y, 1, 1);
  }
}
