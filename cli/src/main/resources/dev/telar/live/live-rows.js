/* What models make of rows of a table: a table for each model, a cell's observed value above the expected one, and
   below both a bar of its deviation. */

function made(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

function heading(scope, text) {
  const head = made('th', '', text);
  head.scope = scope;
  return head;
}

export class TableRows {
  /* place: an element for all; fill: puts values into a text's places */
  constructor(place, { texts, names }, fill) {
    this.place = place;
    this.texts = texts;
    this.names = names;
    this.fill = fill;
    this.tables = new Map();
  }

  /* Shows the rows of a model, in the order of the models, unless they are shown already. */
  show(model, label, rows) {
    if (!this.tables.has(model)) {
      this.tables.set(model, { ...this.frame(model), shown: null });
      const ordered = [...this.tables].sort(([a], [b]) => a - b);
      this.place.append(...ordered.map(([, { part }]) => part));
    }
    const table = this.tables.get(model);
    if (table.shown !== rows) {
      table.shown = rows;
      table.head.replaceChildren(label, made('small', '', ` ${this.fill(this.texts.afterEpoch, rows.epoch)}`));
      table.body.replaceChildren(this.header(rows.columns), this.cells(rows));
      table.more.textContent = rows.more > 0 ? this.fill(this.texts.more, rows.more) : '';
    }
  }

  frame(model) {
    const head = made('h3', '');
    head.id = `rows-${model}`;
    const body = made('table', 'observed');
    const scroll = made('div', 'scroll', body);
    scroll.setAttribute('role', 'group');
    scroll.setAttribute('aria-labelledby', head.id);
    scroll.tabIndex = 0;
    const more = made('p', 'note');
    return { part: made('div', '', head, scroll, more), head, body, more };
  }

  header(columns) {
    const names = [this.texts.row, this.texts.rowError, ...columns].map((name) => heading('col', name));
    return made('thead', '', made('tr', '', ...names));
  }

  cells({ rows }) {
    return made('tbody', '', ...rows.map(({ error, cells }, i) =>
      made('tr', '', heading('row', this.names[i]), made('td', 'number', error), ...cells.map((cell) => this.cell(cell))),
    ));
  }

  cell({ observed, expected, deviation, far, counts }) {
    const { texts, fill } = this;
    if (!counts) {
      return made('td', '', observed, made('span', 'expected', `→ ${expected}`));
    }
    const fillOf = made('i', '');
    fillOf.style.width = `${deviation}%`;
    const bar = made('span', 'bar', fillOf);
    bar.setAttribute('role', 'img');
    bar.setAttribute('aria-label', fill(texts.deviation, deviation));
    return made('td', far ? 'far' : '', observed, made('span', 'expected', `→ ${expected}`), bar);
  }
}
