// The page on which a model is explored: what is shown, and who is told when it changes.

import {
  ask,
  byId,
  complain,
  facts,
  latestOnly,
  shown,
  tell,
  text,
  wholeNumber,
} from "./explore-api.js";
import { Between } from "./explore-between.js";
import { MapView } from "./explore-map.js";
import { drawDifference, drawGrey } from "./explore-pictures.js";
import { Sketch } from "./explore-sketch.js";
import { Units } from "./explore-units.js";

const POLL_MS = 250;

/** The page's state: the model, its facts, and the picture shown with what was made of it. */
const state = {
  model: "",
  models: [],
  size: { width: 1, height: 1 },
  rows: 0,
  survey: null,
  picture: null,
  reconstruction: [],
  error: "",
};

const current = () => ({
  model: state.model,
  picture: state.picture,
  size: state.size,
  rows: state.rows,
});

const decodeSoon = latestOnly(decode);
const encodeSoon = latestOnly(encodeOwn);
const units = new Units(decodeSoon);
const map = new MapView(showRow);
const between = new Between(current);
let sketch = null;
let ownPixels = [];

/** Runs what a click asks for; what goes wrong is shown. */
async function attempt(task) {
  try {
    await task();
    complain(null);
  } catch (error) {
    complain(error);
  }
}

// ——— models

async function loadModels() {
  state.models = await ask("models");
  const select = byId("model");
  const before = select.value;
  select.replaceChildren(
    ...state.models.map((model) => {
      const option = document.createElement("option");
      option.value = model.id;
      option.textContent =
        text("choice", model.hidden, model.seed) +
        (model.step === null ? "" : text("choice.step", model.step)) +
        (model.error === null ? "" : text("choice.error", model.error));
      return option;
    }),
  );
  const known = state.models.some((model) => model.id === before);
  const wanted = new URLSearchParams(location.search).get("model");
  const asked = state.models.some((model) => model.id === wanted);
  select.value = known ? before : asked ? wanted : state.models[0].id;
  byId("model-refresh").hidden = state.models.every((model) => model.step === null);
}

async function chooseModel() {
  const id = byId("model").value;
  const model = await ask("model", { model: id });
  const first = state.model === "";
  state.model = id;
  state.size = { width: model.width, height: model.height };
  state.rows = model.rows;
  state.survey = null;
  byId("model-facts").textContent = text(
    "facts",
    model.width * model.height,
    model.hidden,
    model.activation,
  );
  units.setSurvey(null);
  map.setPoints(null);
  map.thumbnails.size = state.size;
  followProgress(id);
  if (first) {
    prepare();
    await showRow(0);
    await between.choose(Math.min(1, state.rows - 1));
  } else {
    await showAgain();
  }
}

/** What needs the size of the pictures. */
function prepare() {
  byId("row").max = state.rows - 1;
  byId("other-row").max = state.rows - 1;
  sketch = new Sketch(
    state.size,
    (pixels) => {
      ownPixels = pixels;
      encodeSoon();
    },
    () => state.picture.pixels,
  );
}

/** The same picture through another model. */
async function showAgain() {
  const { row, name, pixels } = state.picture;
  const seen = await tell("encode", { model: state.model, pixels });
  show(seen, row, name);
  await between.update();
}

async function followProgress(id) {
  const status = byId("status");
  let mapped = false;
  while (state.model === id && !mapped) {
    try {
      const progress = await ask("progress", { model: id });
      if (state.model !== id) {
        return;
      }
      if (progress.failure) {
        status.textContent = text("failed", progress.failure);
        return;
      }
      if (progress.survey && !state.survey) {
        await takeSurvey(id);
      }
      if (progress.map) {
        mapped = await takeMap(id);
      }
      status.textContent = mapped
        ? ""
        : progress.survey
          ? text("mapping")
          : text("surveying", Math.floor(100 * progress.part));
    } catch (error) {
      complain(error);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function takeSurvey(id) {
  const survey = await ask("survey", { model: id });
  if (state.model === id) {
    state.survey = survey;
    map.errors = survey.errors;
    units.setSurvey(survey);
  }
}

async function takeMap(id) {
  const points = await ask("map", { model: id });
  if (state.model !== id) {
    return false;
  }
  byId("map-lead-explained").textContent = text("explained", ...points.explained);
  map.setPoints(points);
  map.mark(state.picture ? state.picture.row : null);
  return true;
}

// ——— the picture shown

function nameOf(row) {
  const name = facts.labels.length > 0 ? facts.classes[facts.labels[row]] : "";
  return name ? text("imageOf", row, name) : text("image", row);
}

function showRow(row) {
  return attempt(async () => {
    const seen = await ask("picture", { model: state.model, row });
    show(seen, row, nameOf(row));
    byId("row").value = row;
    byId("row").setAttribute("aria-invalid", "false");
    await between.update();
  });
}

async function encodeOwn() {
  const pixels = [...ownPixels];
  const seen = await tell("encode", { model: state.model, pixels });
  show(seen, null, text("own"));
  await between.update();
}

function show(seen, row, name) {
  state.picture = { row, name, pixels: seen.pixels };
  state.reconstruction = seen.reconstruction;
  state.error = seen.error;
  byId("shown-name").textContent = name;
  drawGrey(byId("original"), seen.pixels, state.size, text("original", name));
  units.show(seen.code);
  map.mark(row);
  drawReconstruction();
}

/** The reconstruction of the code as it is now. */
async function decode() {
  const { model, picture } = state;
  const answer = await tell("decode", {
    model,
    code: units.effective(),
    pixels: picture.pixels,
  });
  if (state.picture === picture && state.model === model) {
    state.reconstruction = answer.reconstruction;
    state.error = answer.error;
    drawReconstruction();
  }
}

function differences() {
  return state.reconstruction.map((value, i) => value - state.picture.pixels[i]);
}

function drawReconstruction() {
  const { name } = state.picture;
  const label = units.isChanged() ? "reconstructionChanged" : "reconstruction";
  drawGrey(
    byId("reconstruction"),
    state.reconstruction,
    state.size,
    text(label, name, state.error),
  );
  drawDifference(byId("difference"), differences(), state.size, text("difference", state.error));
  byId("error").textContent = state.error;
  fillPixels();
}

/** All values as a table, while it is open. */
function fillPixels() {
  if (!byId("pixels").open) {
    return;
  }
  const { width, height } = state.size;
  const values = {
    original: () => state.picture.pixels,
    reconstruction: () => state.reconstruction,
    difference: differences,
  }[byId("pixels-of").value]();
  const cell = (tag, content) => {
    const element = document.createElement(tag);
    element.textContent = content;
    return element;
  };
  const rows = Array.from({ length: height }, (_, y) => {
    const row = document.createElement("tr");
    const heading = cell("th", y);
    heading.scope = "row";
    heading.setAttribute("aria-label", text("rowHeading", y));
    const own = values.slice(y * width, (y + 1) * width);
    row.append(heading, ...own.map((value) => cell("td", shown(value))));
    return row;
  });
  byId("pixels-table").replaceChildren(...rows);
}

// ——— choosing a test image

/** The images of the chosen class in the chosen order. */
function sequence() {
  const order = byId("order").value;
  const label = byId("class").value;
  let rows =
    order === "number" || !state.survey
      ? Array.from({ length: state.rows }, (_, row) => row)
      : [...state.survey.ascending];
  if (order === "worst" && state.survey) {
    rows.reverse();
  }
  return label === "" ? rows : rows.filter((row) => facts.labels[row] === Number(label));
}

function step(places) {
  const rows = sequence();
  const at = rows.indexOf(state.picture.row);
  const next = at < 0 ? 0 : (at + places + rows.length) % rows.length;
  showRow(rows[next]);
}

function listen() {
  byId("model").addEventListener("change", () => attempt(chooseModel));
  byId("model-refresh").addEventListener("click", () =>
    attempt(async () => {
      await loadModels();
      await chooseModel();
    }),
  );
  byId("row").addEventListener("change", (event) => {
    const row = wholeNumber(event.target, state.rows);
    if (row !== null) {
      showRow(row);
    }
  });
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("random").addEventListener("click", () => {
    const rows = sequence();
    showRow(rows[Math.floor(Math.random() * rows.length)]);
  });
  for (const id of ["class", "order"]) {
    byId(id).addEventListener("change", () => showRow(sequence()[0]));
  }
  byId("pixels").addEventListener("toggle", fillPixels);
  byId("pixels-of").addEventListener("change", fillPixels);
}

function fillClasses() {
  const option = (value, name) => new Option(name, value);
  byId("class").replaceChildren(
    option("", text("all")),
    ...Object.entries(facts.classes).map(([label, name]) => option(label, name)),
  );
}

fillClasses();
listen();
attempt(async () => {
  await loadModels();
  await chooseModel();
});
