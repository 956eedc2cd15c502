export { default } from '../journeys/05-api.mjs';
