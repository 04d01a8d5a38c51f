// What the place where agents answer loads besides.
import "./desk.js"
import "keyed-swap"
import "live-desk"
import "desk-composer"
import "desk-keys"
import "name-offers"
import "picked-rows"
