// Every page of every rail, and the first page behind each list, is held to the rules.
export default async function walk(bench) {
  const seen = new Set();
  for (const role of ['centre_counsellor', 'centre_head', 'receptionist', 'municipal_officer', 'prefecture_officer', 'administrator']) {
    if (!bench.accounts.some(a => a.role === role)) continue;
    const page = await bench.as(role);
    await page.goto('/w');
    const rail = await page.$$eval('.side a.nav, .top a.tool, .top a.vh', links => links.map(a => a.getAttribute('href')));
    for (const href of [...new Set([...rail, '/w/me'])]) {
      const answer = await page.goto(href);
      bench.check(`${role} ${href} answers`, answer.status() < 400, String(answer.status()));
      if (answer.status() >= 400 || seen.has(role.slice(0, 6) + href)) continue;
      seen.add(role.slice(0, 6) + href);
      const name = `${role}${href.replace(/[^\w]+/g, '-')}`;
      await bench.look(page, name);
      await bench.reach(page, name);
    }
    await page.context().close();
  }
}
