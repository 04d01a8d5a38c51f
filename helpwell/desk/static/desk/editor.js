// What the editor of an article loads besides.
import "./desk.js"
import "article-editor"
import "rich-text"
