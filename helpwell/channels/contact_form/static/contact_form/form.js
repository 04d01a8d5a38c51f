// What the contact form and the page of one conversation load besides what every public page loads.
import "base/help.js"
import "answering-form"
import "draft-sent"
import "live-exchange"
