// What a hand does on the page of a request, and what is read off a page.

export const number = url => url.match(/H-\d+/)[0];
export const figure = text => Number((text.match(/[\d,]+/) || ['0'])[0].replace(/,/g, ''));

/** The deed of this name, with its fields filled, to the page that shows what it did. */
export async function press(page, link, fill = {}) {
  await page.locator('.det a.btn', { hasText: link }).click();
  for (const [name, value] of Object.entries(fill)) await page.fill(`#deed [name=${name}]`, value);
  await Promise.all([page.waitForURL(url => !url.search), page.locator('#deed [data-submit]').click()]);
}

/** The family is content, and the loop is closed. */
export async function close(page, request) {
  await page.goto(`/w/handovers/${request}?act=confirm`);
  await page.locator('#deed label.chip', { has: page.locator('input[value=yes]') }).first().click();
  await page.locator('#deed [data-submit]').click();
  await page.waitForURL(url => !url.search);
  await press(page, '完了');
}
