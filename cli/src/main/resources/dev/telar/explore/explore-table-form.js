/* A row as a form: for each column a field in the table's own units, and beside it what the model expects. */

import { byId, text } from './explore-api.js';

/* More columns are shown when they are asked for. */
const MOST = 24;

function made(tag, properties, ...content) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}

/* A number: a slider over what is usual, and a field that takes any. */
class NumberField {
  constructor({ name, least, most, step }, onInput) {
    this.slider = made('input', { type: 'range', min: least, max: most, step });
    this.field = made('input', { type: 'number', step: 'any' });
    this.slider.setAttribute('aria-label', text('slider', name));
    this.field.setAttribute('aria-label', name);
    this.usual = (least + most) / 2;
    this.controls = [this.slider, this.field];
    this.slider.addEventListener('input', () => {
      this.field.value = this.slider.value;
      this.field.setAttribute('aria-invalid', 'false');
      onInput(Number(this.slider.value));
    });
    this.field.addEventListener('input', () => {
      const right = this.field.value !== '' && Number.isFinite(Number(this.field.value));
      this.field.setAttribute('aria-invalid', String(!right));
      if (right) {
        this.slider.value = this.field.value;
        onInput(Number(this.field.value));
      }
    });
  }

  set(cell) {
    this.field.value = cell;
    this.slider.value = cell;
    this.field.setAttribute('aria-invalid', 'false');
  }
}

/* A level of a category, by its place. */
class LevelField {
  constructor({ name, levels, other }, onInput) {
    const all = other ? [...levels, text('otherLevel')] : levels;
    this.select = made('select', {}, ...all.map((level, place) => new Option(level, place)));
    this.select.setAttribute('aria-label', name);
    this.usual = 0;
    this.controls = [this.select];
    this.select.addEventListener('change', () => onInput(Number(this.select.value)));
  }

  set(cell) {
    this.select.value = cell;
  }
}

/* A date with its time. */
class DateField {
  constructor({ name }, onInput) {
    this.field = made('input', { type: 'datetime-local', step: 1 });
    this.field.setAttribute('aria-label', name);
    this.usual = '1970-01-01';
    this.controls = [this.field];
    this.field.addEventListener('input', () => {
      this.field.setAttribute('aria-invalid', String(this.field.value === ''));
      if (this.field.value !== '') {
        onInput(this.field.value);
      }
    });
  }

  set(cell) {
    // Of a day alone it is the beginning; a field has no more than thousandths of a second.
    this.field.value = (cell.includes('T') ? cell : `${cell}T00:00:00`).slice(0, 23);
    this.field.setAttribute('aria-invalid', 'false');
  }
}

const FIELDS = { number: NumberField, date: DateField, category: LevelField, boolean: LevelField };

export class Form {
  /* onChange: called when a cell is another; onReset: called to get the row as it was */
  constructor(onChange, onReset) {
    this.onChange = onChange;
    this.cells = [];
    this.lines = [];
    this.order = [];
    this.all = false;
    byId('cells-sort').addEventListener('change', () => this.arrange());
    byId('cells-reset').addEventListener('click', onReset);
    byId('cells-all').addEventListener('click', () => {
      this.all = true;
      this.arrange();
    });
  }

  setColumns(columns) {
    this.lines = columns.map((column, k) => this.line(column, k));
    byId('cells-all').textContent = text('allColumns', columns.length);
  }

  line(column, k) {
    const field = new FIELDS[column.kind](column, (cell) => this.change(k, cell));
    const box = made('input', { type: 'checkbox' });
    const missing = made('label', { className: 'missing' }, box, ` ${text('missing')}`);
    box.setAttribute('aria-label', text('missingOf', column.name));
    const expected = made('td', { className: 'expected' });
    const number = made('span', {});
    const fill = made('i', {});
    const bar = made('span', { className: 'bar' }, fill);
    bar.setAttribute('aria-hidden', 'true');
    const deviation = made('td', { className: 'deviation' }, number, bar);
    // Said beside the cells where the screen has no room for columns.
    const heads = document.querySelectorAll('#cells thead th');
    [[expected, heads[2]], [deviation, heads[3]]].forEach(([cell, { textContent }]) => {
      cell.dataset.label = textContent;
    });
    const head = made('th', { scope: 'row', textContent: column.name, title: column.name });
    const row = made(
      'tr',
      {},
      head,
      made('td', { className: `given ${column.kind}` }, ...field.controls, missing),
      expected,
      deviation,
    );
    box.addEventListener('change', () => {
      const cell = box.checked ? null : (this.lines[k].last ?? field.usual);
      this.setLine(k, cell);
      this.change(k, cell);
    });
    return { column, field, box, missing, expected, number, fill, row, last: null };
  }

  /* Fills in a row, with what the model expects of it. */
  fill(cells, columns) {
    this.cells = [...cells];
    this.lines.forEach((line, k) => {
      // The row's own cell may be missing where the model knows of none.
      line.missing.hidden = !line.column.missing && cells[k] !== null;
      line.last = null;
      this.setLine(k, cells[k]);
    });
    this.shown = columns;
    this.arrange();
  }

  setLine(k, cell) {
    const { field, box } = this.lines[k];
    box.checked = cell === null;
    field.controls.forEach((control) => {
      control.disabled = cell === null;
    });
    if (cell !== null) {
      field.set(cell);
    }
  }

  change(k, cell) {
    if (cell !== null) {
      this.lines[k].last = cell;
    } else {
      this.lines[k].last ??= this.cells[k];
    }
    this.cells[k] = cell;
    this.onChange();
  }

  /* Puts the columns in order: only when asked, and for another row; a field must not run away from the hand. */
  arrange() {
    const order = this.lines.map((_, k) => k);
    if (byId('cells-sort').value === 'error') {
      const size = (k) => (this.shown[k].counts ? this.shown[k].deviation + Number(this.shown[k].error) : -1);
      order.sort((a, b) => size(b) - size(a) || a - b);
    }
    const most = this.all ? order.length : MOST;
    document.querySelector('#cells tbody').replaceChildren(...order.slice(0, most).map((k) => this.lines[k].row));
    byId('cells-all').hidden = order.length <= most;
  }

  /* What the model expects now. */
  show(columns) {
    this.shown = columns;
    columns.forEach(({ observed, expected, error, deviation, counts }, k) => {
      const { column, expected: cell, number, fill, row } = this.lines[k];
      const wrong = column.levels.length > 0 && observed !== expected;
      cell.textContent = expected;
      cell.title = expected;
      row.classList.toggle('far', counts && (wrong || deviation === 100));
      number.textContent = counts ? error : '–';
      fill.style.width = counts ? `${deviation}%` : '0';
    });
  }
}
