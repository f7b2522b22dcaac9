/* The hidden code as bars: one option of a list for each unit, of which one has the focus. */

import { byId, shown, text } from './explore-api.js';

const STEPS = 40;
const DRAG_THRESHOLD = 4;

export class Units {
  /* onChange: called when the code that is to be decoded changes */
  constructor(onChange) {
    this.onChange = onChange;
    this.list = byId('units');
    this.code = [];
    this.values = [];
    this.off = new Set();
    this.options = [];
    this.survey = null;
    this.current = 0;
    this.listenToList();
    this.listenToControls();
  }

  /* Another code, as the model gives it; what was switched off or changed is forgotten. */
  show(code) {
    this.code = code;
    if (this.options.length !== code.length) {
      this.makeOptions(code.length);
    }
    this.reset();
  }

  /* What the units give over the test set, once Telar knows. */
  setSurvey(survey) {
    this.survey = survey;
    byId('unit-mean').disabled = !survey;
    byId('off-value').disabled = !survey;
    if (!survey) {
      byId('off-value').value = 'zero';
    }
    this.render();
  }

  /* The code to decode. */
  effective() {
    return this.values.map((value, unit) => (this.off.has(unit) ? this.offValue(unit) : value));
  }

  /* Whether it is not the model's own. */
  isChanged() {
    return this.effective().some((value, unit) => value !== this.code[unit]);
  }

  offValue(unit) {
    return byId('off-value').value === 'mean' ? this.survey.mean[unit] : 0;
  }

  reset() {
    this.values = [...this.code];
    this.off.clear();
    this.sort();
    this.render();
  }

  makeOptions(count) {
    this.options = Array.from({ length: count }, (_, unit) => {
      const option = document.createElement('div');
      option.setAttribute('role', 'option');
      option.dataset.unit = unit;
      option.tabIndex = -1;
      return option;
    });
    this.current = 0;
    byId('strongest').max = count;
    this.list.replaceChildren(...this.options);
  }

  /* Puts the bars in order: only when asked, for a bar must not run away from the hand. */
  sort() {
    const order = this.options.map((_, unit) => unit);
    if (byId('unit-sort').value === 'size') {
      order.sort((a, b) => Math.abs(this.values[b]) - Math.abs(this.values[a]) || a - b);
    }
    this.list.replaceChildren(...order.map((unit) => this.options[unit]));
  }

  render() {
    this.measureScale();
    this.options.forEach((_, unit) => this.renderOption(unit));
    this.renderCurrent();
    this.renderSummary();
  }

  /* One scale for all bars, which holds this picture's code and 0; and how far a unit can be changed,
     which is as far as any unit goes over the test set. */
  measureScale() {
    const values = this.effective();
    this.low = Math.min(0, ...this.code, ...values);
    this.high = Math.max(0, ...this.code, ...values);
    if (this.high === this.low) {
      this.high = this.low + 1;
    }
    this.least = Math.min(this.low, ...(this.survey ? this.survey.lowest : []));
    this.most = Math.max(this.high, ...(this.survey ? this.survey.greatest : []));
  }

  renderOption(unit) {
    const option = this.options[unit];
    const off = this.off.has(unit);
    const value = off ? this.offValue(unit) : this.values[unit];
    const share = (v) => (100 * (v - this.low)) / (this.high - this.low);
    const bottom = Math.min(share(0), share(value));
    option.style.setProperty('--bottom', `${bottom}%`);
    option.style.setProperty('--height', `${Math.abs(share(value) - share(0))}%`);
    option.classList.toggle('off', off);
    option.classList.toggle('changed', !off && value !== this.code[unit]);
    option.tabIndex = unit === this.current ? 0 : -1;
    option.setAttribute('aria-selected', String(unit === this.current));
    const label = text(off ? 'unitOff' : 'unitValue', unit, shown(value));
    option.setAttribute('aria-label', label);
    option.title = label;
  }

  renderCurrent() {
    const unit = this.current;
    if (unit >= this.code.length) {
      return;
    }
    const off = this.off.has(unit);
    byId('unit-name').textContent = text('unit', unit);
    byId('unit-on').checked = !off;
    const slider = byId('unit-value');
    slider.min = this.least;
    slider.max = this.most;
    slider.value = this.values[unit];
    slider.disabled = off;
    slider.setAttribute('aria-valuetext', shown(this.values[unit]));
    byId('unit-output').textContent = shown(off ? this.offValue(unit) : this.values[unit]);
    byId('unit-range').textContent = this.survey
      ? text(
          'unitRange',
          shown(this.code[unit]),
          shown(this.survey.lowest[unit]),
          shown(this.survey.greatest[unit]),
          shown(this.survey.mean[unit]),
          this.survey.active_percent[unit],
        )
      : '';
  }

  renderSummary() {
    const changed = this.values.filter(
      (value, unit) => !this.off.has(unit) && value !== this.code[unit],
    );
    const active = this.effective().filter((value) => value !== 0);
    byId('code-summary').textContent = text(
      'summary',
      this.code.length,
      active.length,
      this.off.size,
      changed.length,
      shown(this.low),
      shown(this.high),
    );
  }

  changed(unit) {
    const value = this.off.has(unit) ? this.offValue(unit) : this.values[unit];
    if (value < this.low || value > this.high) {
      this.render();
    } else {
      this.renderOption(unit);
      this.renderCurrent();
      this.renderSummary();
    }
    this.onChange();
  }

  select(unit, focus) {
    const before = this.current;
    this.current = unit;
    this.renderOption(before);
    this.renderOption(unit);
    this.renderCurrent();
    if (focus) {
      this.options[unit].focus();
    }
  }

  toggle(unit) {
    if (!this.off.delete(unit)) {
      this.off.add(unit);
    }
    this.changed(unit);
  }

  setValue(unit, value) {
    this.off.delete(unit);
    this.values[unit] = Math.min(this.most, Math.max(this.least, value));
    this.changed(unit);
  }

  /* Switches off all but the units that are furthest from what they give when they are off. */
  keepStrongest(count) {
    const order = this.values.map((_, unit) => unit);
    const strength = (unit) => Math.abs(this.values[unit] - this.offValue(unit));
    order.sort((a, b) => strength(b) - strength(a) || a - b);
    this.off = new Set(order.slice(count));
    this.render();
    this.onChange();
  }

  listenToList() {
    this.list.addEventListener('keydown', (event) => this.onKey(event));
    this.list.addEventListener('pointerdown', (event) => this.onPointerDown(event));
    this.list.addEventListener('pointermove', (event) => this.onPointerMove(event));
    this.list.addEventListener('pointerup', (event) => this.onPointerUp(event));
    this.list.addEventListener('pointercancel', () => {
      this.drag = null;
    });
  }

  onKey(event) {
    const step = (this.high - this.low) / STEPS;
    const value = this.values[this.current];
    const actions = {
      ArrowLeft: () => this.move(-1),
      ArrowRight: () => this.move(1),
      ArrowUp: () => this.move(-this.columns()),
      ArrowDown: () => this.move(this.columns()),
      Home: () => this.move(-Infinity),
      End: () => this.move(Infinity),
      ' ': () => this.toggle(this.current),
      '+': () => this.setValue(this.current, value + step),
      '-': () => this.setValue(this.current, value - step),
    };
    const action = actions[event.key];
    if (action && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      action();
    }
  }

  columns() {
    return getComputedStyle(this.list).gridTemplateColumns.split(' ').length;
  }

  /* Moves the focus by places in the order on the screen. */
  move(places) {
    const order = [...this.list.children];
    const at = order.indexOf(this.options[this.current]) + places;
    if (Number.isFinite(places) && (at < 0 || at >= order.length)) {
      return;
    }
    const target = order[Math.min(order.length - 1, Math.max(0, at))];
    this.select(Number(target.dataset.unit), true);
  }

  onPointerDown(event) {
    const option = event.target.closest('[role=option]');
    if (!option || event.button !== 0) {
      return;
    }
    const unit = Number(option.dataset.unit);
    this.select(unit, false);
    option.setPointerCapture(event.pointerId);
    const start = this.off.has(unit) ? this.offValue(unit) : this.values[unit];
    // Twice the bar's height from end to end: a small bar, and a steady hand.
    const perPixel = (this.high - this.low) / (2 * option.clientHeight);
    this.drag = { unit, y: event.clientY, start, perPixel, moved: false };
  }

  onPointerMove(event) {
    if (!this.drag) {
      return;
    }
    const up = this.drag.y - event.clientY;
    this.drag.moved ||= Math.abs(up) >= DRAG_THRESHOLD;
    if (this.drag.moved) {
      this.setValue(this.drag.unit, this.drag.start + up * this.drag.perPixel);
    }
  }

  onPointerUp() {
    if (this.drag && !this.drag.moved) {
      this.toggle(this.drag.unit);
    }
    this.drag = null;
  }

  listenToControls() {
    byId('unit-sort').addEventListener('change', () => this.sort());
    byId('off-value').addEventListener('change', () => {
      this.render();
      this.onChange();
    });
    byId('reset-code').addEventListener('click', () => {
      this.reset();
      this.onChange();
    });
    byId('keep-strongest').addEventListener('click', () => {
      const count = Math.round(Number(byId('strongest').value));
      this.keepStrongest(Math.min(this.code.length, Math.max(0, count)));
    });
    byId('unit-on').addEventListener('change', () => this.toggle(this.current));
    byId('unit-value').addEventListener('input', (event) =>
      this.setValue(this.current, Number(event.target.value)),
    );
    byId('unit-original').addEventListener('click', () =>
      this.setValue(this.current, this.code[this.current]),
    );
    byId('unit-mean').addEventListener('click', () =>
      this.setValue(this.current, this.survey.mean[this.current]),
    );
  }
}
