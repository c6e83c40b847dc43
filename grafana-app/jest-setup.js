// Jest setup provided by Grafana scaffolding
import './.config/jest-setup';
import { configure } from '@testing-library/react';

// Combobox and Text measure their texts on a canvas, which jsdom does not have.
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: text.length * 8 }) });

// react-virtual, inside of Combobox, asks for it; jsdom lays nothing out.
global.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// The menu of a Combobox looks for its end with it, a drawer for its scrolled edges.
global.IntersectionObserver = global.ResizeObserver;

// Pages are loaded when they are opened: the first import takes seconds on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
