// An empty instance for real use: `michishirube init`, then pages only. Desks for every town, three invitations,
// first sign-ins, a call, and a request that the officer of 周南市 reads. Not the demonstration: a server of its own.
import { agree, begin, call, desks, goesOn, invite, letters, most, onEmptyPlace, open } from '../beginning.mjs';

async function towns(own, admin) {
  const { page, hand } = admin;
  await hand.click(page.locator('.side a[href="/a/setup"]'));
  await page.locator('#lacks').waitFor();
  own.check('what is missing is said, with the way there', (await page.textContent('#lacks')).includes('窓口のない市町村'));
  await own.look(page, 'setup-empty');
  await desks(own, admin);
  await own.look(page, 'organisations-desks');
  await page.locator('a.act', { hasText: '周南市 障がい福祉担当' }).click();
  await page.fill('#phone', 'あとで');
  await page.locator('form.stack button.pri').click();
  await page.locator('.errs').waitFor();
  await own.look(page, 'organisation-refused');
  await page.fill('#name', '周南市 障害者支援課');
  await page.fill('#phone', '０８３４２２０００１');
  await goesOn(page, page.locator('form.stack button.pri').click(), /saved=1/);
  own.check('the earlier name stays, the number has its hyphens', (await page.textContent('main')).includes('障がい福祉担当') && await page.inputValue('#phone') === '0834-22-0001');
  await own.look(page, 'organisation');
}

async function invitations(own, admin, head, place) {
  const { page, hand } = admin;
  await hand.click(page.locator('.side a[href="/a/accounts"]'));
  await page.locator('#invite').waitFor();
  own.check('no organisation is chosen by itself', await page.inputValue('#organisation') === '');
  await own.look(page, 'accounts-empty');
  const centre = '山口県医療的ケア児支援センター';
  await invite(page, hand, centre, 'centre_counsellor', '岡田 みき', 'okada');
  own.check(`the first invitation within ${most} keys and clicks`, hand.count <= most, String(hand.count));
  console.log(`    ${hand.count} keys and clicks from the link to the first invitation`);
  await invite(page, hand, '周南市 障害者支援課', 'municipal_officer', '周防 直', 'suo');
  await invite(page, hand, centre, 'receptionist', '山口 花', 'hana');
  own.check('before the host is named the page of accounts says that no letter can be printed', (await page.textContent('.flash.warn')).includes('まだ印刷できません'));
  await page.goto('/a/proposals/letters');
  own.check('and none is, with the way to where it is named', await page.locator('.letter code').count() === 0 && await page.locator('main a[href="/a/setup#host"]').count() === 1);
  await own.look(page, 'invitation-letters-unaddressed');
  await place.stop();
  await place.start('--public-host', 'localhost');
  await page.goto('/a/proposals/letters');
  own.check('three letters with the whole address', await page.locator('.letter code').count() === 3 && (await page.textContent('.letter code')).startsWith('http://'));
  await own.look(page, 'invitation-letters');
  const paths = await letters(page), code = await agree(head);
  return { okada: [paths.okada, await code('岡田 みき')], suo: [paths.suo, await code('周防 直')], hana: [paths.hana, await code('山口 花')] };
}

async function request(own, page) {
  await page.getByRole('link', { name: '依頼・引継ぎ' }).first().click();
  await page.waitForURL(/handovers\/new/);
  own.check('the welfare desk of the town is the first guess', (await page.textContent('#receiver option:checked')).includes('周南市 障害者支援課'));
  await page.fill('[name=title]', '夜の支え');
  await page.fill('[name=request]', '夜間の支えについて、使える制度を教えてください。');
  await page.locator('[name=item][value=contact]').check();
  await page.locator('[data-submit]').click();
  await page.locator('[name=oral]').check();
  await page.selectOption('[name=speaker]', 'mother');
  await page.locator('[data-submit]').click();
  await page.locator('button[name=send]').click();
  await page.waitForURL(/H-\d+/);
  return page.url().match(/H-\d+/)[0];
}

async function rehearse(own, links, place) {
  const front = await (await own.context()).newPage();
  await front.goto('/');
  own.check('a stranger finds the Centre and its number', (await front.textContent('main')).includes('083-902-0000'));
  await own.look(front, 'front');
  const admin = await begin(own, new URL(links.first_link).pathname, 'kanri');
  const head = await begin(own, new URL(links.head_link).pathname, 'chou');
  await towns(own, admin);
  const come = await invitations(own, admin, head, place);
  const counsellor = await begin(own, come.okada[0], 'okada', come.okada[1]);
  const officer = await begin(own, come.suo[0], 'suo', come.suo[1]);
  await begin(own, come.hana[0], 'hana', come.hana[1]);
  await call(own, counsellor.page);
  const number = await request(own, counsellor.page);
  await officer.page.goto('/w');
  own.check('it stands in the day of the officer', (await officer.page.textContent('main')).includes(number));
  await officer.page.goto(`/w/handovers/${number}`);
  own.check('the officer reads it', (await officer.page.textContent('main')).includes('夜間の支えについて'));
  await open(admin.page, admin.secret, '/a/accounts');
  await own.look(admin.page, 'accounts-begun');
  await open(admin.page, admin.secret, '/a/successions');
  await own.look(admin.page, 'successions');
  await admin.page.goto('/a/organisations/list');
  await own.look(admin.page, 'organisations-list');
}

export default async function walk(bench) {
  const words = ['--prefecture', '35', '--centre', '山口県医療的ケア児支援センター', '--phone', '083-902-0000', '--hours', '平日 9:00〜17:00',
    '--admin-name', '管理 はじめ', '--admin-login', 'kanri', '--head-name', '長 まり', '--head-login', 'chou'];
  await onEmptyPlace(bench, words, async (own, links, place) => {
    bench.check('19 municipalities of 山口県', links.municipalities === 19, JSON.stringify(links));
    await rehearse(own, links, place);
  });
}
