/* One connection for all tabs, of which a browser allows a server only a few. A tab that nobody sees
   is told nothing, and everything when it is seen again. */

import { follow } from './live-stream.js';

const news = new Map();
const seen = new Set();
let state = null;

function tell(message) {
  if (message.topic) {
    news.delete(message.topic);
    news.set(message.topic, message);
  } else {
    state = message;
    if (message.kind === 'reset') {
      news.clear();
    }
  }
  seen.forEach((tab) => tab.postMessage([message]));
}

self.onconnect = ({ ports: [tab] }) => {
  tab.onmessage = ({ data: visible }) => {
    seen.delete(tab);
    if (visible) {
      seen.add(tab);
      tab.postMessage([...news.values(), ...(state ? [state] : [])]);
    }
  };
};

follow(self.name, tell);
