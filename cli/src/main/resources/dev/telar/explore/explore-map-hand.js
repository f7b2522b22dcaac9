/* How a hand moves the map: by mouse, touch and keys. */

import { byId } from './explore-api.js';

const STEP = 1.5;
const DRAG_THRESHOLD = 4;

export function listen(map) {
  const { canvas } = map;
  byId('zoom-in').addEventListener('click', () => map.zoomAtMark(STEP));
  byId('zoom-out').addEventListener('click', () => map.zoomAtMark(1 / STEP));
  byId('zoom-reset').addEventListener('click', () => map.whole());
  canvas.addEventListener('focus', () => map.drawSoon());
  canvas.addEventListener('blur', () => {
    map.hideTip();
    map.drawSoon();
  });
  canvas.addEventListener('keydown', (event) => onKey(map, event));
  canvas.addEventListener('wheel', (event) => onWheel(map, event), { passive: false });
  listenToPointers(map);
}

function onKey(map, event) {
  const { width, height } = map.box();
  const actions = {
    ArrowLeft: () => map.moveBy(width / 12, 0),
    ArrowRight: () => map.moveBy(-width / 12, 0),
    ArrowUp: () => map.moveBy(0, height / 12),
    ArrowDown: () => map.moveBy(0, -height / 12),
    '+': () => map.zoomBy(STEP),
    '-': () => map.zoomBy(1 / STEP),
    0: () => map.whole(),
    Enter: () => map.pick(width / 2, height / 2, Infinity),
  };
  const action = actions[event.key];
  if (action && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    action();
    map.hover(width / 2, height / 2, Infinity);
  }
}

/* The page scrolls on over a map that nobody has touched. */
function onWheel(map, event) {
  if (event.ctrlKey || document.activeElement === map.canvas) {
    event.preventDefault();
    map.zoomBy(Math.exp(-event.deltaY / 300), event.offsetX, event.offsetY);
  }
}

/* One finger moves or chooses, two zoom; a mouse that only passes by is told what is there. */
function listenToPointers(map) {
  const pointers = new Map();
  let travelled = 0;
  const place = (event) => ({ x: event.offsetX, y: event.offsetY });
  const { canvas } = map;

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    if (pointers.size === 1) {
      travelled = 0;
    }
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    const now = place(event);
    if (!before) {
      map.hover(now.x, now.y);
      return;
    }
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    pointers.set(event.pointerId, now);
    const other = [...pointers].find(([id]) => id !== event.pointerId);
    if (other) {
      pinch(map, other[1], before, now);
    } else if (travelled >= DRAG_THRESHOLD) {
      map.moveBy(now.x - before.x, now.y - before.y);
    }
  });
  canvas.addEventListener('pointerup', (event) => {
    if (pointers.delete(event.pointerId) && travelled < DRAG_THRESHOLD) {
      map.pick(event.offsetX, event.offsetY);
    }
  });
  canvas.addEventListener('pointercancel', (event) => pointers.delete(event.pointerId));
  canvas.addEventListener('pointerleave', () => map.hideTip());
}

function pinch(map, fixed, before, now) {
  const apart = (a, b) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
  const factor = apart(fixed, now) / apart(fixed, before);
  map.zoomBy(factor, (fixed.x + now.x) / 2, (fixed.y + now.y) / 2);
}
