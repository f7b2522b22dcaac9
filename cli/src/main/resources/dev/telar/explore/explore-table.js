/* The page on which a model of a table is explored: which row is shown, and who is told when it changes. */

import { ask, attempt, byId, latestOnly, nameOf, tell, text } from './explore-api.js';
import { Choice } from './explore-choice.js';
import { MapView } from './explore-map.js';
import { Models } from './explore-models.js';
import { Between, Nearest } from './explore-table-others.js';
import { Distribution } from './explore-table-errors.js';
import { Form } from './explore-table-form.js';
import { Units } from './explore-units.js';

/* The model, the row, and what the decoder made of its code as it is now. */
const state = { model: '', columns: [], shown: null, seen: null };

const units = new Units(latestOnly(decode));
const map = new MapView(showRow, false);
const choice = new Choice(showRow);
const form = new Form(latestOnly(encodeChanged), () => state.shown && showRow(state.shown.row));
const distribution = new Distribution();
const between = new Between(() => state);
const nearest = new Nearest(showRow);
const tellNearest = latestOnly(findNearest);
let surveyed = false;

const models = new Models({
  opened,
  survey(survey) {
    surveyed = survey !== null;
    units.setSurvey(survey && survey.units);
    choice.setAscending(survey && survey.units.ascending);
    map.setErrors(survey ? survey.units.errors : []);
    distribution.setSurvey(survey);
    if (survey && state.seen) {
      // Where its error stands is known from now on.
      decode();
    }
  },
  map(points) {
    byId('map-explained').textContent = points ? text('explained', ...points.explained) : '';
    map.setPoints(points);
  },
});

async function opened(id, { columns, rows }) {
  state.model = id;
  if (state.shown) {
    const { row, name } = state.shown;
    await see(() => tell('encode', { model: id, cells: form.cells }), row, name, false);
    return;
  }
  state.columns = columns;
  form.setColumns(columns);
  nearest.setColumns(columns);
  choice.setRows(rows);
  between.setRows(rows);
  await see(() => ask('row', { model: id, row: 0 }), 0, nameOf(0), true);
  await between.choose(Math.min(1, rows - 1));
}

function showRow(row) {
  return attempt(() => see(() => ask('row', { model: state.model, row }), row, nameOf(row), true));
}

function encodeChanged() {
  const { row } = state.shown;
  const question = { model: state.model, cells: form.cells };
  return see(() => tell('encode', question), row, text('changed', nameOf(row)), false);
}

/* Shows a row that Telar is asked for, unless another one is asked for meanwhile; filled: whether the form is filled anew. */
let asked = 0;
async function see(question, row, name, filled) {
  const own = ++asked;
  const seen = await question();
  if (own !== asked) {
    return;
  }
  state.shown = { row, name };
  state.seen = seen;
  byId('shown-name').textContent = name;
  if (filled) {
    form.fill(seen.cells, seen.columns);
  }
  units.show(seen.code);
  map.mark(row);
  choice.mark(row);
  show(seen);
  tellNearest();
  await between.update();
}

/* The reconstruction of the code as it is now. */
async function decode() {
  const { model, seen } = state;
  const answer = await tell('decode', { model, code: units.effective(), cells: form.cells });
  if (state.seen === seen && state.model === model) {
    show(answer);
    tellNearest();
  }
}

function show({ columns, error, standing }) {
  byId('error').textContent = error;
  form.show(columns);
  distribution.show(standing);
}

async function findNearest() {
  if (surveyed) {
    const { model, shown } = state;
    const found = await tell('nearest', { model, code: units.effective() });
    nearest.show(found.filter(({ row }) => row !== shown.row));
  }
}

attempt(() => models.load());
