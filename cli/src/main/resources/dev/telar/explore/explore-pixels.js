/* All values of a picture as a table, for who cannot see it. */

import { byId, shown, text } from './explore-api.js';

export class Pixels {
  /* values: gives the original, the reconstruction or the difference by its name */
  constructor(values) {
    this.values = values;
    byId('pixels').addEventListener('toggle', () => this.update());
    byId('pixels-of').addEventListener('change', () => this.update());
  }

  /* Fills the table, while it is open. */
  update() {
    if (!byId('pixels').open) {
      return;
    }
    const { width, height, values } = this.values(byId('pixels-of').value);
    const rows = Array.from({ length: height }, (_, y) => {
      const row = document.createElement('tr');
      const heading = this.cell('th', y);
      heading.scope = 'row';
      heading.setAttribute('aria-label', text('rowHeading', y));
      const channels = values.length / (width * height);
      const own = Array.from({ length: width }, (_, x) => {
        const start = (y * width + x) * channels;
        return values.slice(start, start + channels);
      });
      row.append(heading, ...own.map((pixel) => this.cell('td', pixel.map(shown).join(' '))));
      return row;
    });
    byId('pixels-table').replaceChildren(...rows);
  }

  cell(tag, content) {
    const element = document.createElement(tag);
    element.textContent = content;
    return element;
  }
}
