import { screen, waitFor, within } from '@testing-library/react';
import type { Order } from '@vigie/contract/orders';
import { orderStepNames } from '@vigie/contract/order-steps';
import { because } from '@vigie/contract/step-reasons';
import userEvent from '@testing-library/user-event';
import { testIds } from '../components/testIds';
import { api, problem } from '../testing/fakeRuntime';
import { catalogue, operator, orderAt, orderId, taxedPrice, tenantEditor, tenantViewer } from '../testing/fixtures';
import { renderPage } from '../testing/renderPage';

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  ...jest.requireActual('../testing/fakeRuntime').fakeRuntime,
}));

const ids = testIds.order;
const [clone, welcome] = [orderStepNames.indexOf('clone-template'), orderStepNames.indexOf('mail-welcome')];
const path = `/orders/${orderId}`;
const step = (name: string) => screen.getAllByTestId(ids.step).find((row) => row.dataset.step === name);

beforeEach(() => {
  api.reset();
  api.handlers = {
    'GET /me': () => operator,
    'GET /catalogue': () => catalogue,
    [`GET ${path}`]: () => orderAt(1, 'waiting'),
  };
});

describe('one order', () => {
  test('an unknown id is a not-found page', async () => {
    renderPage('/orders/ord_nothing');
    expect(await screen.findByTestId(testIds.page.notFound)).toHaveTextContent('This order does not exist');
  });

  test.each([
    ['viewer', tenantViewer],
    ['tenant who orders', tenantEditor],
  ])('a %s cannot approve, reject or retry', async (_, me) => {
    api.handlers['GET /me'] = () => me;
    renderPage(path);
    await screen.findByTestId(ids.timeline);
    for (const id of [ids.approve, ids.reject, ids.retry]) {
      expect(screen.queryByTestId(id)).not.toBeInTheDocument();
    }
    expect(step('await-approval')).toHaveTextContent('Waiting for your provider');
  });

  test('the price line by line, in the words of the catalogue where it has them; what is paid is with tax', async () => {
    api.handlers[`GET ${path}`] = () => orderAt(1, 'waiting', { price: taxedPrice(1), options: { cores: '4', disk: '20' } });
    renderPage(path);
    const price = await screen.findByTestId(ids.price);
    await waitFor(() => expect(price).toHaveTextContent('Standard€5.00Cores: 4€8.00Disk: 20includedWithout tax€13.00VAT 20%€2.60Per month, tax included€15.60'));
    await userEvent.click(screen.getByTestId(ids.approve));
    expect(screen.getByText(/payment of acme is received: €15.60 tax included, per month/)).toBeInTheDocument();
  });

  test('approving stays open with its error, then succeeds and shows the deployment', async () => {
    api.handlers[`POST ${path}/approve`] = () => {
      throw problem(422, 'quota-exceeded', { detail: 'Acme has no cores left.' });
    };
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.approve));
    await userEvent.click(screen.getByTestId(ids.confirm));
    expect(await screen.findByTestId(ids.dialogError)).toHaveTextContent('Acme has no cores left.');

    const deploying = orderAt(clone, 'running', { state: 'deploying' });
    api.handlers[`POST ${path}/approve`] = () => deploying;
    api.handlers[`GET ${path}`] = () => deploying;
    await userEvent.click(screen.getByTestId(ids.confirm));
    await waitFor(() => expect(screen.queryByTestId(ids.confirm)).not.toBeInTheDocument());
    expect(screen.getByTestId(ids.state)).toHaveAttribute('data-state', 'deploying');
    expect(step('clone-template')).toHaveAttribute('data-state', 'running');
    expect(api.toasts).toHaveLength(1);
  });

  describe('of several machines', () => {
    const second = 'ord_0000000000000002';
    const machines: Order['machines'] = [
      { order: orderId, name: 'class-01', state: 'done', vm: 'vm_0000000000000001', stepsEnded: 26, steps: 26 },
      {
        order: second, name: 'class-02', state: 'failed', currentStep: 'clone-template', error: because('storage-full'), stepsEnded: clone, steps: 26,
      },
      { order: 'ord_0000000000000003', name: 'class-03', state: 'deploying', stepsEnded: 0, steps: 26 },
    ];
    const whole = orderAt(orderStepNames.length, 'done', { name: 'class', quantity: 3, state: 'failed', machines });
    const ofSecond = orderAt(clone, 'failed', { id: second, lead: orderId, name: 'class-02', state: 'failed', machines: [machines[1]!] });

    beforeEach(() => {
      api.handlers[`GET ${path}`] = () => whole;
      api.handlers[`GET /orders/${second}`] = () => ofSecond;
    });

    test('each is listed with its state; the steps are those of the one that failed, until another is chosen', async () => {
      const { address } = renderPage(path);
      expect(await screen.findAllByTestId(ids.machine)).toHaveLength(3);
      expect(screen.getByTestId(ids.machineCount)).toHaveTextContent('1 of 3 delivered, failed: 1');
      const [first, failed, waiting] = screen.getAllByTestId(ids.machine);
      expect(failed).toHaveTextContent('Clone the template: The storage is full.');
      expect(waiting).toHaveTextContent('Waits for its turn');
      expect(within(first!).getByRole('link')).toHaveAttribute('href', expect.stringContaining('vm_0000000000000001'));
      expect(await screen.findByTestId(ids.machineSteps)).toHaveTextContent('Progress of class-02');
      expect(step('clone-template')).toHaveAttribute('data-state', 'failed');
      await userEvent.click(within(first!).getByRole('button'));
      await waitFor(() => expect(screen.getByTestId(ids.machineSteps)).toHaveTextContent('Progress of class-01'));
      expect(step('clone-template')).toHaveAttribute('data-state', 'done');
      expect(address()).toContain(`machine=${orderId}`);
      expect(screen.getByTestId(ids.retry)).toHaveTextContent('Retry');
    });

    test('one of them leads to the whole order, where things are done', async () => {
      renderPage(`/orders/${second}`);
      expect(within(await screen.findByTestId(ids.partOf)).getByRole('link')).toHaveAttribute('href', expect.stringContaining(orderId));
      for (const id of [ids.retry, ids.takeBack]) {expect(screen.queryByTestId(id)).not.toBeInTheDocument();}
    });
  });

  test('rejecting needs a reason and sends it', async () => {
    api.handlers[`POST ${path}/reject`] = () => orderAt(1, 'skipped', { state: 'rejected', rejectReason: 'No payment' });
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.reject));
    expect(screen.getByTestId(ids.confirm)).toBeDisabled();
    await userEvent.type(screen.getByTestId(ids.rejectReason), ' No payment ');
    await userEvent.click(screen.getByTestId(ids.confirm));
    expect(await screen.findByTestId(ids.rejectedBecause)).toHaveTextContent('No payment');
    expect(api.requests.find(({ method }) => method === 'POST')?.data).toEqual({ reason: 'No payment' });
  });

  test('a failed step says what happened, and the retry names it', async () => {
    const failed = orderAt(clone, 'failed', { state: 'failed' });
    failed.steps[clone] = { ...failed.steps[clone]!, error: { ...because('storage-full'), technical: 'rbd: no space' } };
    api.handlers[`GET ${path}`] = () => failed;
    api.handlers[`POST ${path}/retry`] = () => orderAt(clone, 'running', { state: 'deploying' });
    renderPage(path);
    expect(await screen.findByTestId(ids.stepError)).toHaveTextContent('The storage is full. Make room on it, then retry.');
    expect(screen.getByTestId(ids.retry)).toHaveTextContent('Clone the template');
    await userEvent.click(screen.getByTestId(ids.retry));
    await waitFor(() => expect(screen.queryByTestId(ids.retry)).not.toBeInTheDocument());
  });

  test('the operator cancels a failed order, and sees it being taken back', async () => {
    api.handlers[`GET ${path}`] = () => orderAt(clone, 'failed', { state: 'failed' });
    api.handlers[`POST ${path}/cancel`] = () => orderAt(clone, 'undoing', { state: 'cancelling' });
    renderPage(path);
    await userEvent.click(await screen.findByTestId(ids.takeBack));
    expect(screen.getByRole('dialog')).toHaveTextContent('the machine with its disks');
    api.handlers[`GET ${path}`] = () => orderAt(clone, 'undoing', { state: 'cancelling' });
    await userEvent.click(screen.getByTestId(ids.confirm));
    await waitFor(() => expect(screen.getByTestId(ids.state)).toHaveAttribute('data-state', 'cancelling'));
    expect(step('clone-template')).toHaveTextContent('Being taken back');
    expect(screen.getByTestId(ids.progress)).toHaveTextContent(`Steps left: ${clone + 1}`);
    for (const id of [ids.takeBack, ids.retry]) {
      expect(screen.queryByTestId(id)).not.toBeInTheDocument();
    }
  });

  test('a tenant cannot cancel what is approved', async () => {
    api.handlers['GET /me'] = () => tenantEditor;
    api.handlers[`GET ${path}`] = () => orderAt(clone, 'failed', { state: 'failed' });
    renderPage(path);
    await screen.findByTestId(ids.state);
    expect(screen.queryByTestId(ids.takeBack)).not.toBeInTheDocument();
  });

  test('a step that was not needed says why as a note, not as an error', async () => {
    const order = orderAt(welcome, 'skipped', { state: 'deploying' });
    order.steps[welcome] = { ...order.steps[welcome]!, note: because('account-known') };
    api.handlers[`GET ${path}`] = () => order;
    renderPage(path);
    expect(await screen.findByTestId(ids.stepNote)).toHaveTextContent('The tenant has its Proxmox account already.');
    expect(screen.queryByTestId(ids.stepError)).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  describe('waiting for the choice of a network', () => {
    const question = { deadline: new Date(Date.now() + 90 * 60_000).toISOString(), default: 'default' as const };
    const waiting = orderAt(orderStepNames.indexOf('await-network-choice'), 'waiting', {
      state: 'awaiting-network-choice', network: 'ask', networkChoice: question,
    });

    beforeEach(() => {
      api.handlers['GET /me'] = () => tenantEditor;
      api.handlers[`GET ${path}`] = () => waiting;
    });

    test('who may not order sees the question and no buttons', async () => {
      api.handlers['GET /me'] = () => tenantViewer;
      renderPage(path);
      expect(await screen.findByTestId(ids.networkQuestion)).toHaveTextContent('Which network for this order?');
      expect(screen.queryByTestId(ids.chooseNetwork('new'))).not.toBeInTheDocument();
    });

    test('the tenant sees the time left and the default, chooses, and the order goes on', async () => {
      renderPage(path);
      expect(await screen.findByTestId(ids.networkQuestion)).toHaveTextContent(/Time left: 1.h (30|29).min\. Without an answer it is: “The network that is there”\./);
      expect(screen.getByTestId(ids.state)).toHaveTextContent('Waiting for you');
      const chosen = orderAt(clone, 'running', {
        state: 'deploying', network: 'new', networkChoice: { ...question, chosen: 'new', chosenVia: 'app', chosenBy: 'acme-editor' },
      });
      api.handlers[`POST ${path}/network-choice`] = () => chosen;
      api.handlers[`GET ${path}`] = () => chosen;
      await userEvent.click(screen.getByTestId(ids.chooseNetwork('new')));
      await waitFor(() => expect(screen.queryByTestId(ids.networkQuestion)).not.toBeInTheDocument());
      expect(api.requests.find(({ method }) => method === 'POST')?.data).toEqual({ network: 'new' });
      expect(screen.getByText('A new one of its own, chosen by acme-editor')).toBeInTheDocument();
    });

    test('somebody else was faster: said, and the order as it is now', async () => {
      api.handlers[`POST ${path}/network-choice`] = () => {
        throw problem(409, 'wrong-state', { detail: 'The order is deploying.' });
      };
      renderPage(path);
      const button = await screen.findByTestId(ids.chooseNetwork('default'));
      api.handlers[`GET ${path}`] = () => orderAt(clone, 'running', { state: 'deploying' });
      await userEvent.click(button);
      await waitFor(() => expect(screen.queryByTestId(ids.networkQuestion)).not.toBeInTheDocument());
      expect(api.toasts).toHaveLength(1);
    });

    test('the operator may cancel it', async () => {
      api.handlers['GET /me'] = () => operator;
      renderPage(path);
      expect(await screen.findByTestId(ids.takeBack)).toBeInTheDocument();
      expect(screen.queryByTestId(ids.approve)).not.toBeInTheDocument();
    });
  });

  test('a machine that its tenant installs has a console and no login', async () => {
    api.handlers[`GET ${path}`] = () =>
      orderAt(orderStepNames.length, 'done', { state: 'done', access: { addresses: ['10.10.0.10'] }, vms: ['vm_0000000000000001'] });
    renderPage(path);
    expect(await screen.findByText('Your machine waits at its installer')).toBeInTheDocument();
    expect(screen.queryByTestId(ids.accessSsh)).not.toBeInTheDocument();
    expect(screen.getByTestId(ids.accessAddress)).toHaveTextContent('10.10.0.10');
  });

  test('a delivered order shows how to get in', async () => {
    const access = { user: 'vigie', addresses: ['10.10.0.10'], ssh: 'ssh vigie@10.10.0.10' };
    api.handlers[`GET ${path}`] = () => orderAt(orderStepNames.length, 'done', { state: 'done', access, vms: ['vm_0000000000000001'] });
    renderPage(path);
    expect(await screen.findByTestId(ids.accessSsh)).toHaveTextContent('ssh vigie@10.10.0.10');
  });
});
