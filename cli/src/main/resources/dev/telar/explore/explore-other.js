/* Another test row, and how far to go towards it. */

import { attempt, byId, latestOnly, wholeNumber } from './explore-api.js';

/* A class that shows what lies between has choose(row), takeShown() and compute(). */
export class Other {
  /* current: gives the model and what is shown */
  constructor(current) {
    this.current = current;
    this.rows = 0;
    this.other = null;
    this.slide = latestOnly(() => this.compute());
    byId('position').addEventListener('input', this.slide);
    byId('other-row').addEventListener('change', (event) => {
      const row = wholeNumber(event.target, this.rows);
      if (row !== null) {
        attempt(() => this.choose(row));
      }
    });
    byId('other-random').addEventListener('click', () =>
      attempt(() => this.choose(Math.floor(Math.random() * this.rows))),
    );
    byId('other-shown').addEventListener('click', () => this.takeShown());
  }

  /* How many test rows there are. */
  setRows(rows) {
    this.rows = rows;
    byId('other-row').max = rows - 1;
  }
}
