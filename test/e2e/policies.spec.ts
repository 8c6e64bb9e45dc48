import { readFileSync } from 'node:fs';
import { expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { PoliciesPage } from './pages/policies-page.ts';
import { TuningPage } from './pages/tuning-page.ts';

test.describe('policies', () => {
  test.beforeEach(async ({ console }) => {
    await console.idle();
  });

  test('from a log to a live policy and back, with an audit chain that holds', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const tuning = new TuningPage(page);
    const policies = new PoliciesPage(page);
    await frame.goTo('/tuning?dataset=demo-tuning&view=log');
    const health = page.getByRole('region', { name: 'Health of the log' });
    await expect(health.getByRole('table', { name: 'Smallest detectable lift and rows needed' })).toContainText('%');
    await expect(health.getByRole('table', { name: 'Mean weight per policy' })).toContainText('SE');
    await frame.goTo('/tuning?dataset=demo-tuning');
    await tuning.sweep();
    await page.getByRole('tab', { name: 'Learning' }).click();
    await expect(page.getByRole('tabpanel', { name: 'Learning' })).toContainText('A net learned on');
    await page.getByText('Knees:').getByRole('button').first().click();

    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(policies.propose).toContainText('come from the confirm rows');
    await expect(policies.propose.getByRole('list', { name: 'Guardrails' }).getByRole('listitem')).toHaveCount(2);
    await expect(policies.propose.getByRole('button', { name: 'Propose' })).toBeDisabled();
    await page.getByRole('button', { name: 'Propose', exact: true }).first().click();
    // A busy machine may take its time to answer.
    await policies.proposeSelected('Ana Ruiz', 'More of both at the knee', 1000);
    await policies.openProposed();

    await expect(policies.card).toContainText('More of both at the knee');
    await expect(policies.card).toContainText(/on [\d,]+ confirm rows/);
    await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeDisabled();
    // The proposer, in any spelling, is no second person.
    await policies.card.getByLabel(/^Approve as someone other than/).fill(' ana  ruiz');
    await expect(policies.card.getByRole('button', { name: 'Approve' })).toBeDisabled();
    await policies.approve('Bo Lind');
    await expect(policies.chain).toHaveText('Audit chain valid, 3 entries');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export', exact: true }).click(),
    ]);
    const path = await download.path();
    const exported = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly head: unknown;
      readonly policy: unknown;
      readonly evidence: unknown;
      readonly network: { readonly probes: readonly unknown[] };
    };
    expect(exported.head).toMatchObject({ seq: 3 });
    expect(exported.policy).toMatchObject({ id: 1, approvedBy: 'Bo Lind' });
    expect(exported.evidence).toMatchObject({ rows: 'confirm' });
    expect(exported.network.probes.length).toBeGreaterThan(50);
    const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Report', exact: true }).click()]);
    expect(readFileSync(await report.path(), 'utf8')).toContain('approved by Bo Lind');

    // Each failure on purpose: the static weights, the reason, and a line that stays.
    await policies.drill.getByRole('textbox', { name: 'Your name, for the audit chain' }).fill('Dee Ott');
    await policies.drill.getByRole('button', { name: 'Run the drill' }).click();
    await expect(policies.drill.getByRole('status')).toContainText('every answer was as it should be');
    const answers = policies.drill.getByRole('list', { name: 'Answers of the drill' });
    await expect(answers.getByRole('listitem').filter({ hasText: 'static weights' })).toHaveCount(4);
    await expect(answers.getByRole('listitem').filter({ hasText: 'Missing feature' })).toContainText('does not bring');
    await expect(policies.drill.getByText('Logged answers (5)')).toBeVisible();
    await expect(policies.chain).toHaveText('Audit chain valid, 4 entries');

    // One key back to production; the name is known by now, and Enter is enough.
    await policies.card.focus();
    await page.keyboard.press('b');
    const back = policies.card.getByRole('form', { name: 'Roll back' });
    await expect(back.getByLabel('Your name')).toHaveValue('Dee Ott');
    await expect(back.getByRole('button', { name: 'Roll back' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(policies.table.getByRole('row', { name: /Rolled back/ })).toBeVisible();
    await expect(policies.chain).toHaveText('Audit chain valid, 5 entries');
    await expect(page.getByRole('table', { name: 'Audit chain, newest first' }).locator('tbody tr')).toHaveCount(5);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Check against an export' }).click(),
    ]);
    await chooser.setFiles(path);
    await expect(page.getByText('The chain still holds everything it held')).toBeVisible();

    // The same export with another head is of a chain that is not this one.
    const forged = readFileSync(path, 'utf8').replace(/("head": \{\s*"seq": 3,\s*"hash": ")./, '$1-');
    const [again] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Check against an export' }).click(),
    ]);
    await again.setFiles({ name: 'forged.json', mimeType: 'application/json', buffer: Buffer.from(forged) });
    await expect(page.getByRole('alert')).toContainText('the chain was rewritten at or before it');
    await expect(page.getByText('The chain still holds everything it held')).toBeHidden();

    await console.restart();
    await console.idle();
    await frame.goTo('/policies');
    await expect(policies.chain).toHaveText('Audit chain valid, 5 entries');
    await expect(policies.drill.getByText('Logged answers (5)')).toBeVisible();
  });

  test('one approval takes the place of another, and an earlier one comes back', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const tuning = new TuningPage(page);
    const policies = new PoliciesPage(page);
    await frame.goTo('/tuning?dataset=demo-tuning');
    for (const seed of ['1', '2']) {
      await page.getByRole('textbox', { name: 'Seed' }).fill(seed);
      await tuning.sweep();
      await policies.proposeSelected('Ana', `Seed ${seed}`);
      await policies.openProposed();
      await policies.approve('Bo');
      if (seed === '1') {
        await frame.goTo('/tuning?dataset=demo-tuning');
        await page
          .getByRole('button', { name: 'New sweep, runs' })
          .or(page.getByRole('button', { name: 'Hide set-up' }))
          .waitFor();
      }
    }
    await expect(policies.table.getByRole('row', { name: /Policy 1 Superseded/ })).toBeVisible();
    await policies.showTab(/^Frontier snapshots \(2\)/);
    const diff = page.getByRole('table', { name: 'Snapshots side by side' });
    await expect(diff.getByRole('row', { name: /seed differs/ })).toContainText('12');
    await page.getByRole('switch', { name: 'Only what differs' }).click();
    await expect(diff.getByRole('row', { name: /estimator/ })).toHaveCount(0);
    await expectAccessible(page);

    await policies.rollBack('Cy', 'Worse on weekends');
    await expect(policies.table.getByRole('row', { name: /Policy 1 Production/ })).toBeVisible();
    await expect(policies.table.getByRole('row', { name: /Policy 2 Rolled back/ })).toBeVisible();
  });

  test('one alpha per cohort goes live, answers by its own alpha, and goes back', async ({ console }) => {
    const { page } = console;
    const policies = new PoliciesPage(page);
    await new FramePage(page).goTo('/tuning?dataset=demo-tuning');
    await page.getByText('Model, cohorts, rows to confirm').click();
    await page.getByRole('combobox', { name: 'An alpha of its own per' }).click();
    await page.getByRole('option', { name: 'device' }).click();
    await new TuningPage(page).sweep();
    await page.getByRole('tab', { name: 'Cohorts' }).click();
    await page.getByRole('button', { name: 'Propose One alpha per cohort' }).click();
    await expect(page.getByRole('region', { name: 'How it chooses' })).toContainText(/^How it choosesAlpha by device: .*phone/);
    await expect(policies.propose).toContainText('come from the confirm rows');
    await policies.fillProposal('Ana', 'Each device its own', 1000);
    await policies.openProposed();
    await policies.approve('Bo');
    await expect(policies.table.getByRole('row', { name: /Policy 1 Production/ })).toContainText('per device');

    // Why one request gets what it gets, by the policy as it was frozen.
    await page.getByRole('link', { name: 'Explain the request it changes most' }).click();
    const why = page.getByRole('region', { name: 'Why this choice' });
    await expect(why).toContainText(/Its device is \w+, (and that cohort|which has no alpha)/);
    await expect(why.getByRole('row', { name: /^Policy/ })).toBeVisible();
    await expect(page.getByText(/^Policy 1, alpha per device: /)).toBeVisible();
    await expectAccessible(page);
    await page.goBack();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export', exact: true }).click(),
    ]);
    const exported = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      readonly choice: unknown;
      readonly network: { readonly probes: readonly unknown[] };
    };
    expect(exported.choice).toMatchObject({ type: 'cohorts', column: 'device' });
    expect(exported.network.probes.length).toBeGreaterThan(50);
    await policies.drill.getByRole('textbox', { name: 'Your name, for the audit chain' }).fill('Dee');
    await policies.drill.getByRole('button', { name: 'Run the drill' }).click();
    await expect(policies.drill.getByRole('status')).toContainText('every answer was as it should be');
    await expect(policies.drill.getByRole('list', { name: 'Answers of the drill' })).toContainText('does not bring device');

    await policies.rollBack('Cy', 'Worse on tablets');
    await expect(policies.table.getByRole('row', { name: /Policy 1 Rolled back/ })).toBeVisible();
    await expect(policies.chain).toHaveText('Audit chain valid, 5 entries');
    await page.getByRole('link', { name: 'Open run 1 in Tuning' }).click();
    await expect(page.getByRole('region', { name: 'How it chooses' })).toBeVisible();
  });

  test('a broken guardrail stands in the way until a wider margin is stated', async ({ console }) => {
    const { page } = console;
    const tuning = new TuningPage(page);
    const { propose } = new PoliciesPage(page);
    await new FramePage(page).goTo('/tuning?dataset=demo-tuning');
    // Enough confirm rows that a large loss stands outside its interval.
    await page.getByRole('textbox', { name: 'Learn %' }).fill('20');
    await page.getByText('Model, cohorts, rows to confirm').click();
    await page.getByRole('textbox', { name: 'Confirm %' }).fill('90');
    await tuning.sweep();
    // The second objective alone gives up much of the first.
    await tuning.alpha.focus();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await propose.getByLabel('Your name').fill('Ana');
    await propose.getByLabel('Reason').fill('More of the second');
    await expect(propose.getByText('Broken', { exact: true })).toBeVisible();
    await expect(propose.getByRole('button', { name: 'Propose' })).toBeDisabled();
    await propose
      .getByRole('textbox', { name: /may lose, %$/ })
      .first()
      .fill('100');
    await expect(propose.getByText('Broken', { exact: true })).toBeHidden();
    await expect(propose.getByRole('button', { name: 'Propose' })).toBeEnabled();
    // What was read is what is proposed: another point closes the panel.
    await tuning.alpha.focus();
    await page.keyboard.press('Home');
    await expect(propose).toBeHidden();
  });

  test('does not propose a point without a number', async ({ console }) => {
    const { page } = console;
    const tuning = new TuningPage(page);
    await new FramePage(page).goTo('/tuning?dataset=demo-tuning');
    // Too few rows are left to score on, so that every point is refused.
    await page.getByRole('textbox', { name: 'Learn %' }).fill('95');
    await tuning.sweep();
    await tuning.showTable();
    const refused = tuning.table.locator('tbody tr[data-status="refused"]').first();
    await refused.click();
    await expect(page.getByRole('button', { name: 'Propose', exact: true })).toBeDisabled();
  });

  test('keeps versions of weights', async ({ console }) => {
    const { page } = console;
    const policies = new PoliciesPage(page);
    await new FramePage(page).goTo('/policies');
    await expect(page.getByText('No policy was proposed yet')).toBeVisible();
    await policies.showTab(/^Weight configs/);
    const form = page.getByRole('form', { name: 'Save weights' });
    await form.getByLabel('Name', { exact: true }).fill('feed');
    await form.getByLabel('Your name').fill('Ana');
    await form.getByLabel('Reason').fill('As served');
    await form.getByLabel('Weights').fill('save=1, click');
    await expect(form.getByRole('button', { name: 'Save version' })).toBeDisabled();
    for (const weights of ['save=1, click=0.3', 'save=1, click=0.5']) {
      await form.getByLabel('Weights').fill(weights);
      await form.getByRole('button', { name: 'Save version' }).click();
      await expect(form.getByLabel('Weights')).toHaveValue('');
    }
    const rows = page.getByRole('table', { name: 'Weight configs, newest first' }).locator('tbody tr');
    await expect(rows.first()).toContainText('feed2click 0.5, save 1Ana');
    await expect(rows).toHaveCount(2);
    await expectAccessible(page);
  });

  test('has no fault that axe can find in Tuning with the proposal open, and before and after approval', async ({ console }) => {
    const { page } = console;
    const policies = new PoliciesPage(page);
    await new FramePage(page).goTo('/tuning?dataset=demo-tuning');
    await new TuningPage(page).sweep();
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Propose', exact: true }).first().click();
    await policies.proposeSelected('Ana', 'More of both');
    await policies.openProposed();
    await expectAccessible(page);
    await policies.approve('Bo');
    await page.getByRole('button', { name: 'Roll back', exact: true }).click();
    await expectAccessible(page);
  });
});
