/**
 * Does what was chosen in a menu once the menu has closed. It gives the focus back to its button in the frame after the choice,
 * and would take it from a dialog that is open by then: keys would go to the page behind it.
 */
export function afterMenu(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}
