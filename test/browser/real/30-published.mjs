// In a rehearsal, with its own accounts: a call in January, and in February the head publishes the month that counts it.
import { call, onRehearsal } from '../beginning.mjs';
import { figure } from '../deeds.mjs';

const month = '/w/reports/monthly/202701';

export default async function walk(bench) {
  await onRehearsal(bench, '2027-01-29T10:00', async (own, goOn) => {
    const counsellor = await own.as('centre_counsellor');
    await counsellor.goto('/w/cases');
    own.check('nobody is in a rehearsal', await counsellor.locator('main a[href^="/w/cases/W-"]').count() === 0);
    await own.look(counsellor, 'rehearsal-nobody');
    await call(own, counsellor);
    const early = await own.as('centre_head');
    await early.goto(month);
    own.check('before its end the month is not published', await early.locator('form[action$="/publish"]').count() === 0 && (await early.textContent('aside')).includes('月が終わると'));
    await goOn('2027-02-01T09:00');
    const head = await own.as('centre_head');
    await head.goto(month);
    own.check('the month counts exactly the one call', figure(await head.locator('.kp .kn').first().textContent()) === 1);
    await Promise.all([head.waitForURL(/edition=1/), head.locator('form[action$="/publish"] button').click()]);
    own.check('its first edition stands', (await head.textContent('main')).includes('第1版') && figure(await head.locator('.kp .kn').first().textContent()) === 1);
    await own.look(head, 'rehearsal-published');
    const county = await own.as('prefecture_officer');
    await county.goto('/w/reports');
    own.check('the prefecture finds it', await county.locator('a[href*="202701"]').count() > 0, await county.locator('main').innerText());
    await own.look(county, 'rehearsal-county');
  });
}
