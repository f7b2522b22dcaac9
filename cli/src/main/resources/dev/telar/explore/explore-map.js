// The map of the test set, on a canvas of its own: ten thousand points stay fluid.

import { byId, facts, text } from "./explore-api.js";
import { Thumbnails } from "./explore-pictures.js";

const COLOURS = 10;
const MARGIN = 0.04;
const MAX_ZOOM = 400;
const STEP = 1.5;
const NEAR = 14;
const THUMBNAIL = 30;
/** Where as few points as these are in sight, their pictures are drawn unasked. */
const FEW = 150;
const DRAG_THRESHOLD = 4;

export class MapView {
  /** @param onPick called with the number of the image that was chosen */
  constructor(onPick) {
    this.onPick = onPick;
    this.canvas = byId("map");
    this.points = null;
    this.errors = [];
    this.row = null;
    this.hidden = new Set();
    this.pointers = new Map();
    this.thumbnails = new Thumbnails(() => this.drawSoon());
    this.whole();
    this.makeLegend();
    this.listen();
    new ResizeObserver(() => this.drawSoon()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.drawSoon());
  }

  /** Shows the points of a model, or none while they are computed. */
  setPoints(points) {
    this.points = points;
    byId("map-tip").hidden = true;
    if (points) {
      const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
      const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
      this.left = least(points.x);
      this.bottom = least(points.y);
      this.spanX = most(points.x) - this.left || 1;
      this.spanY = most(points.y) - this.bottom || 1;
      const classes = Object.keys(facts.classes).length;
      this.canvas.setAttribute("aria-label", text("map", points.x.length, classes));
    }
    this.whole();
  }

  /** Marks the image shown; null for a picture that is not on the map. */
  mark(row) {
    this.row = row;
    this.drawSoon();
  }

  whole() {
    this.zoom = 1;
    this.centre = { x: 0.5, y: 0.5 };
    this.drawSoon();
  }

  /** One frame, however much has changed. */
  drawSoon() {
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = null;
        this.draw();
      });
    }
  }

  box() {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  /** Where a point is on the canvas. */
  place(row) {
    const { width, height } = this.box();
    const x = (this.points.x[row] - this.left) / this.spanX;
    const y = 1 - (this.points.y[row] - this.bottom) / this.spanY;
    const scale = this.zoom * (1 - 2 * MARGIN);
    return {
      x: width * (0.5 + (x - this.centre.x) * scale),
      y: height * (0.5 + (y - this.centre.y) * scale),
    };
  }

  /** The rows in sight of classes that are shown. */
  visible() {
    const { width, height } = this.box();
    const rows = [];
    for (let row = 0; row < this.points.x.length; row++) {
      const at = this.place(row);
      const inside = at.x >= 0 && at.x <= width && at.y >= 0 && at.y <= height;
      if (inside && !this.hidden.has(facts.labels[row])) {
        rows.push({ row, x: at.x, y: at.y });
      }
    }
    return rows;
  }

  colours() {
    const style = getComputedStyle(document.documentElement);
    return Array.from({ length: COLOURS }, (_, i) => style.getPropertyValue(`--class-${i}`).trim());
  }

  colourOf(colours, row) {
    return colours[(facts.labels[row] ?? 0) % COLOURS];
  }

  draw() {
    const { width, height } = this.box();
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const context = this.canvas.getContext("2d");
    context.scale(ratio, ratio);
    if (!this.points) {
      return;
    }
    const visible = this.visible();
    const colours = this.colours();
    this.drawPoints(context, visible, colours);
    if (byId("map-thumbnails").checked || visible.length <= FEW) {
      this.drawThumbnails(context, visible, colours);
    }
    this.drawMark(context);
    if (document.activeElement === this.canvas) {
      this.drawCross(context, width / 2, height / 2);
    }
  }

  drawPoints(context, visible, colours) {
    const side = this.zoom > 6 ? 5 : this.zoom > 2 ? 4 : 3;
    context.globalAlpha = 0.8;
    for (let colour = 0; colour < COLOURS; colour++) {
      context.fillStyle = colours[colour];
      for (const { row, x, y } of visible) {
        if ((facts.labels[row] ?? 0) % COLOURS === colour) {
          context.fillRect(x - side / 2, y - side / 2, side, side);
        }
      }
    }
    context.globalAlpha = 1;
  }

  /** At most one picture in each field of a grid, so that they do not hide each other. */
  drawThumbnails(context, visible, colours) {
    const { width, height } = this.box();
    const side = Math.max(THUMBNAIL, Math.sqrt((width * height) / Thumbnails.MOST));
    const fields = new Map();
    for (const point of visible) {
      const field = `${Math.floor(point.x / side)} ${Math.floor(point.y / side)}`;
      if (!fields.has(field)) {
        fields.set(field, point);
      }
    }
    const chosen = [...fields.values()];
    this.thumbnails.want(chosen.map((point) => point.row));
    context.imageSmoothingEnabled = false;
    for (const { row, x, y } of chosen) {
      const picture = this.thumbnails.get(row);
      if (picture) {
        const length = THUMBNAIL - 4;
        context.fillStyle = this.colourOf(colours, row);
        context.fillRect(x - length / 2 - 2, y - length / 2 - 2, length + 4, length + 4);
        context.drawImage(picture, x - length / 2, y - length / 2, length, length);
      }
    }
  }

  drawMark(context) {
    if (this.row === null) {
      return;
    }
    const { x, y } = this.place(this.row);
    const style = getComputedStyle(document.documentElement);
    context.lineWidth = 2;
    context.strokeStyle = style.getPropertyValue("--ink");
    context.beginPath();
    context.arc(x, y, 9, 0, 2 * Math.PI);
    context.stroke();
    context.strokeStyle = style.getPropertyValue("--ground");
    context.beginPath();
    context.arc(x, y, 11, 0, 2 * Math.PI);
    context.stroke();
  }

  drawCross(context, x, y) {
    context.lineWidth = 1;
    context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--ink");
    context.beginPath();
    context.moveTo(x - 8, y);
    context.lineTo(x + 8, y);
    context.moveTo(x, y - 8);
    context.lineTo(x, y + 8);
    context.stroke();
  }

  /** The row nearest to a place, or null if none is within reach. */
  nearest(x, y, reach) {
    let best = null;
    let least = reach * reach;
    for (const point of this.visible()) {
      const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (distance <= least) {
        best = point.row;
        least = distance;
      }
    }
    return best;
  }

  makeLegend() {
    for (const [label, name] of Object.entries(facts.classes)) {
      const item = document.createElement("label");
      const box = document.createElement("input");
      const swatch = document.createElement("i");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => {
        this.hidden[box.checked ? "delete" : "add"](Number(label));
        this.drawSoon();
      });
      swatch.style.background = `var(--class-${label % COLOURS})`;
      item.append(box, swatch, name);
      byId("legend").append(item);
    }
    byId("legend").hidden = Object.keys(facts.classes).length === 0;
  }

  /** Changes the zoom and keeps a place of the canvas where it is. */
  zoomBy(factor, x = this.box().width / 2, y = this.box().height / 2) {
    const zoom = Math.min(MAX_ZOOM, Math.max(1, this.zoom * factor));
    const { width, height } = this.box();
    const change = (1 / this.zoom - 1 / zoom) / (1 - 2 * MARGIN);
    this.centre.x += (x / width - 0.5) * change;
    this.centre.y += (y / height - 0.5) * change;
    this.zoom = zoom;
    this.moveBy(0, 0);
  }

  /** Moves the map by some pixels; its middle never leaves it. */
  moveBy(x, y) {
    const { width, height } = this.box();
    const scale = this.zoom * (1 - 2 * MARGIN);
    const within = (value) => Math.min(1, Math.max(0, value));
    this.centre.x = within(this.centre.x - x / width / scale);
    this.centre.y = within(this.centre.y - y / height / scale);
    this.drawSoon();
  }

  listen() {
    byId("zoom-in").addEventListener("click", () => this.zoomBy(STEP));
    byId("zoom-out").addEventListener("click", () => this.zoomBy(1 / STEP));
    byId("zoom-reset").addEventListener("click", () => this.whole());
    byId("map-thumbnails").addEventListener("change", () => this.drawSoon());
    const canvas = this.canvas;
    canvas.addEventListener("focus", () => this.drawSoon());
    canvas.addEventListener("blur", () => this.drawSoon());
    canvas.addEventListener("keydown", (event) => this.onKey(event));
    canvas.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.onPointerDown(event));
    canvas.addEventListener("pointermove", (event) => this.onPointerMove(event));
    canvas.addEventListener("pointerup", (event) => this.onPointerUp(event));
    canvas.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener("pointerleave", () => {
      byId("map-tip").hidden = true;
    });
  }

  onKey(event) {
    const { width, height } = this.box();
    const actions = {
      ArrowLeft: () => this.moveBy(width / 12, 0),
      ArrowRight: () => this.moveBy(-width / 12, 0),
      ArrowUp: () => this.moveBy(0, height / 12),
      ArrowDown: () => this.moveBy(0, -height / 12),
      "+": () => this.zoomBy(STEP),
      "-": () => this.zoomBy(1 / STEP),
      0: () => this.whole(),
      Enter: () => this.pick(width / 2, height / 2, Infinity),
    };
    const action = actions[event.key];
    if (action && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      action();
    }
  }

  /** The page scrolls on over a map that nobody has touched. */
  onWheel(event) {
    if (event.ctrlKey || document.activeElement === this.canvas) {
      event.preventDefault();
      this.zoomBy(Math.exp(-event.deltaY / 300), event.offsetX, event.offsetY);
    }
  }

  onPointerDown(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.pointers.size === 1) {
      this.travelled = 0;
    }
  }

  onPointerMove(event) {
    const before = this.pointers.get(event.pointerId);
    const now = { x: event.offsetX, y: event.offsetY };
    if (!before) {
      this.hover(now.x, now.y);
      return;
    }
    this.travelled += Math.hypot(now.x - before.x, now.y - before.y);
    this.pointers.set(event.pointerId, now);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId);
    if (other) {
      this.pinch(other[1], before, now);
    } else if (this.travelled >= DRAG_THRESHOLD) {
      this.moveBy(now.x - before.x, now.y - before.y);
      byId("map-tip").hidden = true;
    }
  }

  pinch(fixed, before, now) {
    const apart = (a, b) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
    const factor = apart(fixed, now) / apart(fixed, before);
    this.zoomBy(factor, (fixed.x + now.x) / 2, (fixed.y + now.y) / 2);
  }

  onPointerUp(event) {
    if (this.pointers.delete(event.pointerId) && this.travelled < DRAG_THRESHOLD) {
      this.pick(event.offsetX, event.offsetY, NEAR);
    }
  }

  pick(x, y, reach) {
    const row = this.points ? this.nearest(x, y, reach) : null;
    if (row !== null) {
      this.onPick(row);
    }
  }

  hover(x, y) {
    const tip = byId("map-tip");
    const row = this.points ? this.nearest(x, y, NEAR) : null;
    tip.hidden = row === null;
    if (row === null) {
      return;
    }
    const name = facts.classes[facts.labels[row]] ?? text("noClass");
    tip.querySelector("span").textContent = text("tip", row, name, this.errors[row]);
    const place = this.place(row);
    const { width } = this.box();
    tip.style.left = `${Math.max(0, Math.min(width - tip.offsetWidth, place.x + 12))}px`;
    tip.style.top = `${Math.max(0, place.y - tip.offsetHeight - 12)}px`;
    this.drawTip(row);
  }

  /** The picture follows as soon as it is there. */
  async drawTip(row) {
    this.tipRow = row;
    await this.thumbnails.want([row]);
    const picture = this.thumbnails.get(row);
    if (picture && this.tipRow === row) {
      const canvas = byId("map-tip").querySelector("canvas");
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext("2d").drawImage(picture, 0, 0);
    }
  }
}
