/* The map of the test set, on a canvas of its own: ten thousand points stay fluid. */

import { byId, facts, text } from './explore-api.js';
import { drawCross, drawMark, drawPoints, drawThumbnails, sparse } from './explore-map-drawing.js';
import { listen } from './explore-map-hand.js';
import { Thumbnails } from './explore-thumbnails.js';

const MARGIN = 0.04;
const MAX_ZOOM = 400;
/* How far from a point a hand may be that means it. */
const NEAR = 14;
/* Where as few points as these are in sight, their pictures are drawn unasked. */
const FEW = 150;

export class MapView {
  /* onPick: called with the number of the image or row that was chosen; pictured: whether there are pictures of them */
  constructor(onPick, pictured = true) {
    this.onPick = onPick;
    this.canvas = byId('map');
    this.points = null;
    this.errors = [];
    this.row = null;
    this.hidden = new Set();
    this.thumbnails = pictured ? new Thumbnails(() => this.drawSoon()) : null;
    this.whole();
    this.makeLegend();
    listen(this);
    if (pictured) {
      byId('map-thumbnails').addEventListener('change', () => this.drawSoon());
    }
    new ResizeObserver(() => this.drawSoon()).observe(this.canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.drawSoon());
  }

  /* Shows the points of a model, or none while they are computed. */
  setPoints(points) {
    this.points = points;
    this.hideTip();
    if (points) {
      const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
      const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
      this.left = least(points.x);
      this.bottom = least(points.y);
      this.spanX = most(points.x) - this.left || 1;
      this.spanY = most(points.y) - this.bottom || 1;
      const classes = Object.keys(facts.classes).length;
      this.canvas.setAttribute('aria-label', text('map', points.x.length, classes));
    }
    this.whole();
  }

  /* The errors of all images, as Telar prints them. */
  setErrors(errors) {
    this.errors = errors;
  }

  /* Marks the image shown; null for a picture that is not on the map. */
  mark(row) {
    this.row = row;
    this.drawSoon();
  }

  whole() {
    this.zoom = 1;
    this.centre = { x: 0.5, y: 0.5 };
    this.drawSoon();
  }

  box() {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  /* Where a point is on a canvas of this size. */
  place(row, { width, height }) {
    const x = (this.points.x[row] - this.left) / this.spanX;
    const y = 1 - (this.points.y[row] - this.bottom) / this.spanY;
    const scale = this.zoom * (1 - 2 * MARGIN);
    return {
      x: width * (0.5 + (x - this.centre.x) * scale),
      y: height * (0.5 + (y - this.centre.y) * scale),
    };
  }

  /* The points in sight, of classes that are shown. */
  visible() {
    const box = this.box();
    const points = [];
    for (let row = 0; row < this.points.x.length; row++) {
      const { x, y } = this.place(row, box);
      const inside = x >= 0 && x <= box.width && y >= 0 && y <= box.height;
      if (inside && !this.hidden.has(facts.labels[row])) {
        points.push({ row, x, y });
      }
    }
    return points;
  }

  /* One frame, however much has changed. */
  drawSoon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  draw() {
    const { width, height } = this.box();
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    if (!this.points) {
      return;
    }
    const visible = this.visible();
    drawPoints(context, visible, this.zoom);
    if (this.thumbnails && (byId('map-thumbnails').checked || visible.length <= FEW)) {
      const chosen = sparse(visible, width * height);
      this.thumbnails.want(chosen.map((point) => point.row));
      drawThumbnails(context, chosen, this.thumbnails);
    }
    if (this.row !== null) {
      drawMark(context, this.place(this.row, { width, height }));
    }
    if (document.activeElement === this.canvas) {
      drawCross(context, { x: width / 2, y: height / 2 });
    }
  }

  /* Changes the zoom and keeps a place of the canvas where it is. */
  zoomBy(factor, x = this.box().width / 2, y = this.box().height / 2) {
    const zoom = Math.min(MAX_ZOOM, Math.max(1, this.zoom * factor));
    const { width, height } = this.box();
    const change = (1 / this.zoom - 1 / zoom) / (1 - 2 * MARGIN);
    this.centre.x += (x / width - 0.5) * change;
    this.centre.y += (y / height - 0.5) * change;
    this.zoom = zoom;
    this.moveBy(0, 0);
  }

  /* Changes the zoom and keeps the image shown where it is, if it is in sight. */
  zoomAtMark(factor) {
    const mark = this.points && this.visible().find(({ row }) => row === this.row);
    if (mark) {
      this.zoomBy(factor, mark.x, mark.y);
    } else {
      this.zoomBy(factor);
    }
  }

  /* Moves the map by some pixels; its middle never leaves it. */
  moveBy(x, y) {
    const { width, height } = this.box();
    const scale = this.zoom * (1 - 2 * MARGIN);
    const within = (value) => Math.min(1, Math.max(0, value));
    this.centre.x = within(this.centre.x - x / width / scale);
    this.centre.y = within(this.centre.y - y / height / scale);
    this.hideTip();
    this.drawSoon();
  }

  /* The row nearest to a place, or null if none is within reach. */
  nearest(x, y, reach) {
    let best = null;
    let least = reach * reach;
    for (const point of this.points ? this.visible() : []) {
      const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (distance <= least) {
        best = point.row;
        least = distance;
      }
    }
    return best;
  }

  /* Chooses the image nearest to a place. */
  pick(x, y, reach = NEAR) {
    const row = this.nearest(x, y, reach);
    if (row !== null) {
      this.onPick(row);
    }
  }

  /* Tells of the image nearest to a place. */
  hover(x, y, reach = NEAR) {
    const row = this.nearest(x, y, reach);
    if (row === null) {
      this.hideTip();
    } else {
      this.showTip(row);
    }
  }

  hideTip() {
    this.tipRow = null;
    byId('map-tip').hidden = true;
  }

  async showTip(row) {
    const tip = byId('map-tip');
    const box = this.box();
    const name = facts.classes[facts.labels[row]] ?? text('noClass');
    const { x, y } = this.place(row, box);
    tip.hidden = false;
    tip.querySelector('span').textContent = text('tip', row, name, this.errors[row]);
    tip.style.left = `${Math.max(0, Math.min(box.width - tip.offsetWidth, x + 12))}px`;
    tip.style.top = `${Math.max(0, y - tip.offsetHeight - 12)}px`;
    this.tipRow = row;
    if (!this.thumbnails) {
      return;
    }
    await this.thumbnails.want([row]);
    const picture = this.thumbnails.get(row);
    if (picture && this.tipRow === row) {
      const canvas = tip.querySelector('canvas');
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('2d').drawImage(picture, 0, 0);
    }
  }

  makeLegend() {
    const items = Object.entries(facts.classes).map(([label, name]) => {
      const item = document.createElement('label');
      const box = document.createElement('input');
      const swatch = document.createElement('span');
      box.type = 'checkbox';
      box.checked = true;
      box.addEventListener('change', () => {
        this.hidden[box.checked ? 'delete' : 'add'](Number(label));
        this.drawSoon();
      });
      swatch.className = 'swatch';
      swatch.style.background = `var(--class-${label % 10})`;
      item.append(box, ' ', swatch, name);
      return item;
    });
    byId('legend').append(...items);
    byId('legend').hidden = items.length === 0;
  }
}
