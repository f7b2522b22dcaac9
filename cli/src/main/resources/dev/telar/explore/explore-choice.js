/* Which test image is shown: by its number, or the next of a class in an order. */

import { byId, facts, setNumber, text, wholeNumber } from './explore-api.js';

export class Choice {
  /* onChoice: called with the number of the image that was chosen */
  constructor(onChoice) {
    this.onChoice = onChoice;
    this.rows = 0;
    this.row = null;
    this.ascending = null;
    this.fillClasses();
    this.listen();
  }

  /* How many images there are. */
  setRows(rows) {
    this.rows = rows;
    byId('row').max = rows - 1;
  }

  /* The images by ascending error, or null while Telar measures them. */
  setAscending(ascending) {
    this.ascending = ascending;
    for (const option of byId('order').options) {
      option.disabled = !ascending && option.value !== 'number';
    }
    if (!ascending) {
      byId('order').value = 'number';
    }
  }

  /* What is shown; null for a picture that is no test image. */
  mark(row) {
    this.row = row;
    setNumber(byId('row'), row ?? '');
  }

  fillClasses() {
    const classes = Object.entries(facts.classes).map(([label, name]) => new Option(name, label));
    byId('class').replaceChildren(new Option(text('all'), ''), ...classes);
    for (const part of [byId('class'), document.querySelector('label[for="class"]')]) {
      part.hidden = classes.length < 2;
    }
  }

  /* The images of the chosen class in the chosen order. */
  sequence() {
    const order = byId('order').value;
    const label = byId('class').value;
    const rows =
      order === 'number' ? Array.from({ length: this.rows }, (_, row) => row) : [...this.ascending];
    if (order === 'worst') {
      rows.reverse();
    }
    return label === '' ? rows : rows.filter((row) => facts.labels[row] === Number(label));
  }

  step(places) {
    const rows = this.sequence();
    const at = rows.indexOf(this.row);
    this.onChoice(rows[at < 0 ? 0 : (at + places + rows.length) % rows.length]);
  }

  listen() {
    byId('row').addEventListener('change', (event) => {
      const row = wholeNumber(event.target, this.rows);
      if (row !== null) {
        this.onChoice(row);
      }
    });
    byId('previous').addEventListener('click', () => this.step(-1));
    byId('next').addEventListener('click', () => this.step(1));
    byId('random').addEventListener('click', () => {
      const rows = this.sequence();
      this.onChoice(rows[Math.floor(Math.random() * rows.length)]);
    });
    for (const id of ['class', 'order']) {
      byId(id).addEventListener('change', () => this.onChoice(this.sequence()[0]));
    }
  }
}
