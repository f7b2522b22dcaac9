/* The page on which a model is explored: what is shown, and who is told when it changes. */

import { ask, attempt, byId, latestOnly, nameOf, tell, text } from './explore-api.js';
import { Between } from './explore-between.js';
import { Choice } from './explore-choice.js';
import { MapView } from './explore-map.js';
import { Models } from './explore-models.js';
import { drawDifference, drawPicture, scaleOf } from './explore-pictures.js';
import { Pixels } from './explore-pixels.js';
import { Sketch } from './explore-sketch.js';
import { Units } from './explore-units.js';

/* The model, the picture, and what the decoder made of its code as it is now. */
const state = {
  model: '',
  size: { width: 1, height: 1, channels: 1 },
  rows: 0,
  picture: null,
  reconstruction: [],
  error: '',
};

const units = new Units(latestOnly(decode));
const map = new MapView(showRow);
const choice = new Choice(showRow);
const between = new Between(() => state);
const pixels = new Pixels((name) => ({ ...state.size, values: valuesOf(name) }));
const encodeSoon = latestOnly(encodeOwn);
let sketch = null;

const models = new Models({
  opened,
  survey(survey) {
    units.setSurvey(survey);
    choice.setAscending(survey && survey.ascending);
    map.setErrors(survey ? survey.errors : []);
  },
  map(points) {
    byId('map-explained').textContent = points ? text('explained', ...points.explained) : '';
    map.setPoints(points);
  },
});

async function opened(id, { width, height, channels, rows }) {
  state.model = id;
  if (state.picture) {
    const { row, name, pixels } = state.picture;
    await see(() => tell('encode', { model: id, pixels }), row, name);
    return;
  }
  state.size = { width, height, channels };
  state.rows = rows;
  choice.setRows(rows);
  between.setRows(rows);
  map.thumbnails.size = state.size;
  sketch = new Sketch(state.size, encodeSoon, () => state.picture.pixels);
  await see(() => ask('picture', { model: id, row: 0 }), 0, nameOf(0));
  await between.choose(Math.min(1, rows - 1));
}

function showRow(row) {
  return attempt(() =>
    see(() => ask('picture', { model: state.model, row }), row, nameOf(row)),
  );
}

function encodeOwn() {
  return see(() => tell('encode', { model: state.model, pixels: sketch.pixels }), null, text('own'));
}

/* Shows a picture that Telar is asked for, unless another one is asked for meanwhile. */
let asked = 0;
async function see(question, row, name) {
  const own = ++asked;
  const seen = await question();
  if (own !== asked) {
    return;
  }
  state.picture = { row, name, pixels: seen.pixels };
  state.reconstruction = seen.reconstruction;
  state.error = seen.error;
  byId('shown-name').textContent = name;
  drawPicture(byId('original'), seen.pixels, state.size, text('original', name));
  units.show(seen.code);
  map.mark(row);
  choice.mark(row);
  drawReconstruction();
  await between.update();
}

/* The reconstruction of the code as it is now. */
async function decode() {
  const { model, picture } = state;
  const question = { model, code: units.effective(), pixels: picture.pixels };
  const answer = await tell('decode', question);
  if (state.picture === picture && state.model === model) {
    state.reconstruction = answer.reconstruction;
    state.error = answer.error;
    drawReconstruction();
  }
}

function valuesOf(name) {
  const original = state.picture.pixels;
  return {
    original,
    reconstruction: state.reconstruction,
    difference: state.reconstruction.map((value, i) => value - original[i]),
  }[name];
}

function drawReconstruction() {
  const { reconstruction, error, size, picture } = state;
  const label = units.isChanged() ? 'reconstructionChanged' : 'reconstruction';
  drawPicture(byId('reconstruction'), reconstruction, size, text(label, picture.name, error));
  const differences = valuesOf('difference');
  const scale = scaleOf(differences);
  const description = text('difference', scale, error);
  drawDifference(byId('difference'), differences, scale, size, description);
  byId('scale-low').textContent = `−${scale}`;
  byId('scale-high').textContent = scale;
  byId('error').textContent = error;
  pixels.update();
}

attempt(() => models.load());
