/* One connection for all tabs, of which a browser allows a server only a few. */

import { follow } from './live-stream.js';

const news = new Map();
const tabs = new Set();
let state = null;

function tell(message) {
  if (message.topic) {
    news.set(message.topic, message);
  } else {
    state = message;
    if (message.kind === 'reset') {
      news.clear();
    }
  }
  tabs.forEach((tab) => tab.postMessage(message));
}

self.onconnect = ({ ports: [tab] }) => {
  tab.onmessage = ({ data }) => {
    if (data === 'bye') {
      tabs.delete(tab);
    }
  };
  tabs.add(tab);
  news.forEach((message) => tab.postMessage(message));
  if (state && state.kind !== 'reset') {
    tab.postMessage(state);
  }
};

follow(self.name, tell);
