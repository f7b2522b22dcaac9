/* Other rows: on the way from the row shown to another one, and those whose codes are nearest. */

import { ask, attempt, byId, facts, nameOf, setNumber, tell, text } from './explore-api.js';
import { Other } from './explore-other.js';

function cell(tag, content) {
  const element = document.createElement(tag);
  element.append(content);
  return element;
}

function heading(scope, content) {
  const head = cell('th', content);
  head.scope = scope;
  return head;
}

function line(...cells) {
  const row = document.createElement('tr');
  row.append(...cells);
  return row;
}

export class Between extends Other {
  /* The row that is shown becomes the other one. */
  takeShown() {
    setNumber(byId('other-row'), '');
    this.other = this.current().seen;
    attempt(() => this.update());
  }

  /* Takes a test row as the other one. */
  async choose(row) {
    setNumber(byId('other-row'), row);
    const seen = await ask('row', { model: this.current().model, row });
    // Another one may have been asked for meanwhile.
    if (byId('other-row').value === String(row)) {
      this.other = seen;
      await this.update();
    }
  }

  /* Shows all anew, since one of the two rows or the model is another. */
  async update() {
    await this.slide();
  }

  async compute() {
    const { model, columns, seen } = this.current();
    if (!this.other) {
      return;
    }
    const other = this.other;
    const position = Number(byId('position').value);
    const question = { model, from: seen.cells, to: other.cells, positions: [position] };
    const [{ decoded, blended }] = (await tell('interpolate', question)).steps;
    byId('position-output').textContent = position.toFixed(2);
    const rows = columns.map(({ name }, k) =>
      line(
        heading('row', name),
        ...[seen.columns[k].observed, decoded[k], blended[k], other.columns[k].observed].map((told) => cell('td', told)),
      ),
    );
    document.querySelector('#between tbody').replaceChildren(...rows);
  }
}

export class Nearest {
  /* onChoice: called with the number of the row that was chosen */
  constructor(onChoice) {
    this.onChoice = onChoice;
  }

  setColumns(columns) {
    this.names = columns.map(({ name }) => name);
  }

  show(found) {
    const shown = found.length > 0 ? found[0].texts.length : 0;
    const names = [text('nearestRow'), text('nearestDistance'), text('nearestError'), ...this.names.slice(0, shown)];
    document.querySelector('#nearest thead').replaceChildren(line(...names.map((name) => heading('col', name))));
    const rows = found.map(({ row, distance, error, texts }) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = facts.classes[facts.labels[row]] ? nameOf(row) : text('image', row);
      button.addEventListener('click', () => this.onChoice(row));
      return line(heading('row', button), ...[distance, error, ...texts].map((told) => cell('td', told)));
    });
    document.querySelector('#nearest tbody').replaceChildren(...rows);
  }
}
