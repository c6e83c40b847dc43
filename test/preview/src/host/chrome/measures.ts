/** Height of the bar at the top, in pixels; plugins ask for it to place what sticks under it. */
export const headerHeight = 48;

/** Width of the side navigation, in pixels. */
export const navWidth = 240;

/** Below this width the navigation covers the page on request instead of standing beside it. */
export const dockQuery = '(min-width: 1000px)';
