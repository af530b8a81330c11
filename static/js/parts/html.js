// Preact and htm, joined: `html` makes what `render` draws.
import { h, render, Fragment } from "../../vendor/preact.js";
import { useEffect, useLayoutEffect, useRef, useState } from "../../vendor/hooks.js";
import htm from "../../vendor/htm.js";

export const html = htm.bind(h);
export { Fragment, render, useEffect, useLayoutEffect, useRef, useState };
