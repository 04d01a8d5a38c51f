// What the place where agents answer loads besides.
import "./desk.js"
import "keyed-swap"
import "live-desk"
import "desk-composer"
import "desk-keys"
import "macro-words"
import "name-offers"
import "picked-rows"
