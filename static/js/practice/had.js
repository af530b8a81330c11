// The hours are in the log: this device needs their code no more.
import { last } from "../parts/keeping.js";

last("hours", null);
