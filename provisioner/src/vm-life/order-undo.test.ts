import { orderUndo } from './order-undo.ts';

test("the machine's row is marked as gone last, and only steps of the order are undone", async () => {
  const undone: string[] = [];
  const undo = orderUndo({
    afterChoice: ['ensure-vnet', 'reserve-vmid', 'clone-template', 'start-vm'],
    undoStep(_id, step) {
      undone.push(step);
      return Promise.resolve('done');
    },
  });
  expect(undo.steps).toEqual(['start-vm', 'clone-template', 'ensure-vnet', 'reserve-vmid']);
  await undo.undoStep('ord_1', 'clone-template');
  await undo.undoStep('ord_1', 'mail-received');
  expect(undone).toEqual(['clone-template']);
});
