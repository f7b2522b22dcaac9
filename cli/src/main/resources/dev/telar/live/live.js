/* The page that shows a training. */

import { TableRows } from './live-rows.js';
import { follow } from './live-stream.js';

const facts = JSON.parse(document.getElementById('facts').textContent);
const texts = facts.texts;

/* Drawing shares the processor with the training. Between two drawings of a part of the page lies at least so
   much time, and up to so much that drawing it takes this share; the first ones come quickly. */
const REDRAW_MILLIS = 1500;
const LONGEST_MILLIS = 6000;
const SHARE = 0.005;
const QUICK = 3;

const element = (id) => document.getElementById(id);
const originals = facts.table ? [] : images(facts.originals);
const tableRows = facts.table ? new TableRows(element('table-rows'), facts, fill) : null;

/* What is known. */
const known = { run: null, standing: new Map(), epochs: new Map(), pictures: new Map(), rows: new Map(), settings: new Map(), lines: new Map() };
let chart = null;
let connection = 'reset';

function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}

/* The pictures in Base64, each with values in [0, 1]. */
function images(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const size = bytes.length / facts.names.length;
  return facts.names.map((_, i) => Float32Array.from(bytes.subarray(i * size, (i + 1) * size), (b) => b / 255));
}

function label({ hidden, seed }) {
  const several = known.run.models.filter((model) => model.hidden === hidden).length > 1;
  return several ? fill(texts.seeded, hidden, seed) : fill(texts.width, hidden);
}

function cell(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

function rowHead(text) {
  const head = cell('th', text);
  head.scope = 'row';
  return head;
}

/* The errors of the newest epoch of a model. */
function newest(model) {
  const epochs = known.epochs.get(model);
  return epochs ? epochs[epochs.length - 1] : null;
}

/* The rows of the models, made once: only what is another text is written anew. */
const modelRows = [];

function modelRow() {
  const bar = document.createElement('progress');
  const words = cell('span');
  const cells = Array.from({ length: 5 }, () => cell('td'));
  const row = cell('tr', rowHead(''), cell('td', bar, words), ...cells);
  document.querySelector('#models tbody').append(row);
  return { row, head: row.firstChild, bar, words, cells };
}

function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function showModel(model, i) {
  const standing = known.standing.get(i) ?? { state: 'waiting', done: 0, left: '', speed: '', test_error: '' };
  const errors = newest(i) ?? { train_text: '', validation_text: '' };
  modelRows[i] ??= modelRow();
  const { row, head, bar, words, cells } = modelRows[i];
  const state = texts[standing.state];
  const epochs = fill(texts.epochs, Math.floor(standing.done), model.epochs);
  row.className = standing.state;
  write(head, label(model));
  bar.max = model.epochs;
  bar.value = standing.done;
  bar.setAttribute('aria-label', `${label(model)}: ${state}`);
  write(words, standing.state === 'waiting' ? state : `${state}, ${epochs}`);
  const values = [standing.left, standing.speed, errors.train_text, errors.validation_text, standing.test_error];
  values.forEach((value, k) => write(cells[k], value));
}

function showModels() {
  known.run.models.forEach(showModel);
}

function showRun() {
  const { state, message, stoppable, reported } = known.run;
  const after = state === 'done' && !facts.lasting ? fill(texts.after, facts.folder) : message;
  element('state').textContent = `${texts[`run.${state}`]} ${after}`.trim();
  element('report').hidden = !reported;
  element('stop').hidden = !stoppable || connection !== 'reset';
}

function widths() {
  return [...new Set(known.run.models.map((model) => model.hidden))];
}

function checked(name) {
  return new Set([...document.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value));
}

function showWidths() {
  const fieldset = element('widths');
  const shown = new Set([...fieldset.querySelectorAll('input')].map((box) => Number(box.value)));
  widths().forEach((width) => {
    if (!shown.has(width)) {
      const box = document.createElement('input');
      Object.assign(box, { type: 'checkbox', name: 'width', value: width, checked: true });
      const swatch = cell('span');
      swatch.className = 'swatch';
      fieldset.append(cell('label', box, ' ', swatch, fill(texts.width, width)));
    }
    const swatch = fieldset.querySelector(`input[value="${width}"] ~ .swatch`);
    swatch.style.background = TelarCharts.colourOf(known.run.colours[width]);
  });
}

function curves() {
  const asked = checked('width');
  const kinds = [
    { kind: 'train', dash: 'dotted' },
    { kind: 'validation', dash: 'solid' },
  ].filter(({ kind }) => checked('kind').has(kind));
  return known.run.models.flatMap((model, i) =>
    asked.has(String(model.hidden))
      ? kinds.map(({ kind, dash }) => ({
          name: `${label(model)}, ${texts[kind]}`,
          colour: known.run.colours[model.hidden],
          dash,
          points: (known.epochs.get(i) ?? [])
            .filter((errors) => errors[kind] !== null)
            .map((errors) => [errors.epoch, errors[kind], errors[`${kind}_text`]]),
        }))
      : [],
  );
}

/* The width of the code: the last of a network's hidden widths. */
function codeOf(width) {
  return Number(String(width).split('-').at(-1));
}

/* The errors to compare with: of the mean image, and of as many principal components as the shown models' codes have units. */
function lines() {
  const asked = new Set([...checked('width')].map(codeOf));
  return [...known.lines.values()]
    .filter(({ hidden }) => hidden === 0 || asked.has(hidden))
    .map(({ hidden, error, text }) => {
      const width = widths().find((own) => codeOf(own) === hidden);
      const linear = width === hidden ? texts.linear : texts.components;
      return {
        error,
        colour: known.run.colours[width],
        text: hidden === 0 ? fill(texts.meanImage, text) : fill(linear, hidden, text),
      };
    });
}

function showCurves() {
  const series = curves().filter(({ points }) => points.length > 0);
  const last = Math.max(...known.run.models.map(({ epochs }) => epochs));
  if (chart !== null) {
    chart.update(series, { last, lines: lines() });
    return;
  }
  chart = TelarCharts.curves(element('curves'), {
    series,
    last,
    lines: lines(),
    xName: texts.epoch,
    yName: texts.error,
    description: element('curves').getAttribute('aria-label'),
    log: checked('scale').has('log'),
    zoom: false,
  });
}

/* The row of a model's pictures, made once and painted when there are newer ones. */
const pictureRows = new Map();

function pictureRow(head) {
  const row = cell('tr', head);
  for (const name of facts.names) {
    row.append(cell('td', TelarPictures.canvas([], facts.width, facts.height, () => [0, 0, 0], name)));
  }
  element('pictures').tBodies[0].append(row);
  return row;
}

function paint(row, values, told) {
  [...row.querySelectorAll('canvas')].forEach((canvas, i) => {
    TelarPictures.paint(canvas, values[i], facts.width, facts.height, TelarPictures.grey);
    canvas.setAttribute('aria-label', told(facts.names[i]));
  });
}

function showOriginals() {
  const row = pictureRow(rowHead(texts.original));
  paint(row, originals, (name) => fill(texts.originalOf, name));
  [...row.querySelectorAll('td')].forEach((td, i) => td.append(facts.names[i]));
}

function showPictures() {
  known.run.models.forEach((model, i) => {
    const pictures = known.pictures.get(i);
    if (!pictures) {
      return;
    }
    if (!pictureRows.has(i)) {
      const head = rowHead('');
      head.append(label(model), cell('small'));
      pictureRows.set(i, { row: pictureRow(head), shown: null });
      const body = element('pictures').tBodies[0];
      body.append(...[...pictureRows].sort(([a], [b]) => a - b).map(([, { row }]) => row));
    }
    const made = pictureRows.get(i);
    if (made.shown !== pictures) {
      made.shown = pictures;
      made.row.querySelector('small').textContent = fill(texts.afterEpoch, pictures.epoch);
      paint(made.row, images(pictures.pixels), (name) =>
        fill(texts.reconstructionOf, name, label(model), pictures.epoch),
      );
    }
  });
}

function showRows() {
  known.run.models.forEach((model, i) => {
    if (known.rows.has(i)) {
      tableRows.show(i, label(model), known.rows.get(i));
    }
  });
}

/* The settings, each with the value of all models, or with those that they have. */
function showSettings() {
  const names = new Set([...known.settings.values()].flatMap((values) => Object.keys(values)));
  const rows = [...names].map((name) => {
    const values = new Set([...known.settings.values()].map((own) => own[name] ?? '–'));
    return cell('div', cell('dt', name), cell('dd', [...values].join(', ')));
  });
  element('settings').hidden = rows.length === 0;
  element('settings').querySelector('dl').replaceChildren(...rows);
}

/* Without validation rows there is no such error to show. */
function showValidation() {
  const plans = [...known.settings.values()];
  const none = plans.length > 0 && plans.every((values) => values['validation rows'] === '0');
  element('models').classList.toggle('unvalidated', none);
  document.querySelector('input[value="validation"]').closest('label').hidden = none;
}

/* The parts of the page, and what is to be drawn anew at each kind of news. */
const PARTS = {
  state: showRun,
  models: showModels,
  curves: () => {
    showWidths();
    showCurves();
  },
  pictures: facts.table ? showRows : showPictures,
  settings: () => {
    showSettings();
    showValidation();
  },
};
const TOUCHED = {
  run: ['state', 'models', 'curves', 'pictures'],
  model: ['models'],
  epoch: ['models', 'curves'],
  pictures: ['pictures'],
  rows: ['pictures'],
  settings: ['settings'],
  line: ['curves'],
};

/* Draws what has changed and is due, nothing while nobody looks, and all of it at the end. */
const changed = new Set();
const drawn = {};
let resting = false;

function isOver() {
  return known.run && !['training', 'waiting'].includes(known.run.state);
}

function drawPart(part) {
  const before = drawn[part] ?? { count: 0, due: 0 };
  const started = performance.now();
  if (started < before.due && !isOver()) {
    return;
  }
  changed.delete(part);
  PARTS[part]();
  const rest = before.count < QUICK ? 0 : Math.min(LONGEST_MILLIS, (performance.now() - started) / SHARE);
  drawn[part] = { count: before.count + 1, due: started + rest };
}

function redraw(kind) {
  TOUCHED[kind].forEach((part) => changed.add(part));
  drawSoon();
}

function drawSoon() {
  if (resting || !known.run || changed.size === 0) {
    return;
  }
  resting = true;
  requestAnimationFrame(() => {
    [...changed].forEach(drawPart);
    setTimeout(() => {
      resting = false;
      drawSoon();
    }, isOver() ? 0 : REDRAW_MILLIS);
  });
}

const LEARN = {
  run: (data) => {
    known.run = data;
  },
  model: (data) => known.standing.set(data.model, data),
  epoch: (data) => {
    const epochs = (known.epochs.get(data.model) ?? []).filter(({ epoch }) => epoch !== data.epoch);
    known.epochs.set(data.model, [...epochs, data].sort((a, b) => a.epoch - b.epoch));
  },
  pictures: (data) => known.pictures.set(data.model, data),
  rows: (data) => known.rows.set(data.model, data),
  settings: (data) => known.settings.set(data.model, data.values),
  line: (data) => known.lines.set(data.hidden, data),
};

function connected(kind) {
  connection = kind;
  const alert = element('connection');
  alert.hidden = kind === 'reset' || (kind === 'end' && isOver());
  alert.textContent = alert.hidden ? '' : texts[`connection.${kind}`];
  redraw('run');
}

function hear({ kind, data }) {
  if (LEARN[kind]) {
    LEARN[kind](data);
    redraw(kind);
  } else if (kind === 'stranger') {
    location.reload();
  } else {
    connected(kind);
  }
}

function listen() {
  if (!window.SharedWorker) {
    follow(facts.session, hear);
    return;
  }
  const worker = new SharedWorker('assets/live-worker.js', { type: 'module', name: facts.session });
  worker.port.onmessage = ({ data }) => data.forEach(hear);
  const tellWhetherSeen = () => worker.port.postMessage(!document.hidden);
  addEventListener('visibilitychange', tellWhetherSeen);
  addEventListener('pagehide', () => worker.port.postMessage(false));
  tellWhetherSeen();
}

async function stop() {
  element('stop').disabled = true;
  element('stop').textContent = texts.stopping;
  const answer = await fetch('api/stop', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  }).catch(() => null);
  const asked = answer && answer.ok && (await answer.json()).asked;
  if (!asked) {
    element('stop').disabled = false;
    element('stop').textContent = texts.stop;
    element('connection').hidden = false;
    element('connection').textContent = texts.unstoppable;
  }
}

element('pages').hidden = !facts.lasting;
element('stop').addEventListener('click', () => element('confirm').showModal());
element('confirm').addEventListener('close', () => {
  if (element('confirm').returnValue === 'stop') {
    stop();
  }
});
element('curves-controls').addEventListener('change', ({ target }) => {
  if (target.name === 'scale') {
    chart.setLog(target.checked);
  } else {
    showCurves();
  }
});
element('picture-rows').hidden = facts.table;
element('table-rows').hidden = !facts.table;
element('table-note').hidden = !facts.table;
if (!facts.table) {
  showOriginals();
}
listen();
