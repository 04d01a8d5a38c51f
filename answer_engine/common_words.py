"""Words that say little in any question; they count less, but they count."""

from answer_engine.text import fold, normalised

WEIGHT = 0.25  # of a common word beside an ordinary one
WELL_KNOWN = ("en", "de", "lv")  # words of the others are asked for in their own texts only: pour, son, comment

_ENGLISH = """
a about after all also am an and any anyone anything are arent as at be because been being but by can cannot cant
could couldnt did didnt do does doesnt doing dont each either else every everything for from get gets getting
go going gonna got gotta had hadnt has hasnt have havent having he hello help her here hers hey hi him his how hows i id
if ill im in into is isnt it its ive just know let lets like make may maybe me might mine must my myself
need needs neither no nor not now of off ok on once one or our ours ourselves out please rather really said say
see shall she should shouldnt since so some somebody somehow someone something such tell than thank thanks
that thats the their theirs them then there theres these they theyre theyve thing things think this those though to
too tried try trying u up ur us very wanna want wants was wasnt we well were werent weve what whatever whats when
where wheres whether which while who whom whos whose why will with wont would wouldnt yes yet you your youre yours
yourself youve
"""
_GERMAN = """
aber all alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bekomme bekommen
bekommt bin bis bisschen bist bitte brauche brauchen braucht da dabei dafür damit dann daran darauf darf darfst darin
darüber das dass davon dazu dein deine deinem deinen deiner dem den denen denn der deren des deshalb dessen dich die
dies diese diesem diesen dieser dieses dir doch dort du durch dürfen dürft eben eigentlich ein eine einem einen
einer eines einfach er es etwas euch euer eure eurem euren eurer für gehen geht gerade gern gerne gibt gibts habe
haben habt hab halt hallo hast hat hatte hatten hattet hätte hätten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer
im immer in ins ist ja jede jedem jeden jeder jedes jemand jetzt kann kannst kein keine keinem keinen keiner könne
können könnt könnte könnten konnte kriege kriegen kriegt kriegst lassen leider mag mache machen macht mal man manche
mehr mein meine meinem meinen meiner mich mir mit möchte möchten muss musst musste müssen müsst müsste nach nicht
nichts nix noch nun nur ob oder ohne schon sehr seid sein seine seinem seinen seiner seit sich sie sind so sobald
solche soll sollen sollst sollt sollte sollten sondern sonst trotzdem um und uns unser unsere unserem unseren unserer
unter viel viele vielleicht vom von vor wann war waren warum was weil welche welchem welchen welcher welches wem wen
wenn wer werde werden werdet weshalb wessen wie wieso will willst wir wird wirst wo woher wohin wollen wollt wollte
womit worauf wurde wurden während wäre wären würde würden zu zum zur zwar über
"""
_LATVIAN = """
ar arī aiz ap apmēram bet bez bija bijis bijusi bijām biju būs būšu būsim būt būtu caur cik cits cita citu čau daži
daudz diemžēl dēļ es esam esat esi esmu esot gan grib gribam gribat gribētu gribi gribu ir it itin ja jau jā jo jums jūs
jūsu ka kad kādam kādas kādi kāds kāda kādā kādu kam kamēr kas kā kādēļ kāpēc ko kopš kur kura kurā kuram kuras kuri
kurš kuru labdien lai līdz lūdzu man mana manai manam manas mani manis manos mans manu manā mēs mums mūs mūsu nav nevar
nevaram nevarat nevaru nebija nekas ne nē neviens nevis no nu par paldies pat pats pati pašam pār pēc pie pirms pret
priekš sava savai savas savā savam savi savs savu sev sveiki šai šajā šeit šim šis šī šo šīs šie šos tad tagad
taču tai tajā tam tas te tev ta to tu tur tā tāda tāds tādu tās tie tiek tika tikai tiem tiešām tomēr tos un uz vai
vairāk vairs var varam varat varbūt varēja varētu vari varu vēl vēlos viens viena vienu viņa viņai viņam viņi viņu viņš
visi viss visu zem
"""
_OTHERS = {
    "fr": """a ai alors après as au aussi autre aux avant avec avez avoir avons bien bonjour c ça car ce cela ces cet
cette chez ci comme comment d dans de depuis des dès deux dois doit donc du elle elles en encore es est et étais était
être eu eux fait faire fais faites faut il ils j je jusque l la là le les leur leurs lui m ma mais me mes merci moi
moins mon même n ne ni non nos notre nous on ont ou où par parce pas peu peut peuvent peux plus pour pourquoi pouvez
pouvoir puis qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si sommes son sont suis sur t ta te
tes toi ton tous tout toute toutes très tu un une va vais veut veux vos votre voudrais vous y""",
    "es": """a al algo alguna alguno ante antes aquí así aún bien cada como cómo con cual cuál cuando cuándo cuanto
cuánto de del desde donde dónde dos el él ella ellas ellos en entre era es esa ese eso esta está están estas este esto
estos estoy fue gracias ha hace hacer hacia han hasta hay he hola la las le les lo los más me mi mis mucho muy nada ni
no nos nosotros o os otra otro para pero poco por porque puede pueden puedo que qué quien quién quiero se sea ser si sí
sin sobre son soy su sus también tan te tener tengo ti tiene todo todos tu tú tus un una uno unos usted ustedes va voy
y ya yo""",
    "it": """a ad ai al alla alle anche ancora avere c che chi ci ciao come con cosa cui d da dai dal dalla degli dei
del della delle deve devo di dopo dove due e è ed era essere fa faccio fare fra gli grazie ha hai hanno ho i il in io
l la le lei li lo loro lui ma me mi mia miei mio molto ne nei nel nella no noi non nostro o ogni per perché però più poi
posso prima può qual quale quali quando quanto quella quello questa questo qui se sei senza si sia sì sono sta sto su
sua sue sul sulla suo suoi te ti tra tu tua tuo tutti tutto un una uno va vi voglio voi vorrei vostro""",
    "nl": """aan al alle als altijd andere ben bij dan dat de deze die dit doe doen door dus een en er geen gaat haar
had heb hebben hebt heeft hem het hier hij hoe hoeveel hun iets ik in is ja je jij jou jouw jullie kan kun kunnen
maar me mee meer mij mijn moet moeten mijne na naar niet niets nog nu of om omdat ons onze ook op over te tot u uit uw
van veel via voor waar waarom wanneer want waren was wat we wel welke wie wij wil willen word wordt worden zal ze zeer
zich zij zijn zo zonder zou""",
    "pl": """a aby ale albo bardzo bez bo by być był była było były ci co czy dla dlaczego do dzień dobry gdy gdzie go i
ich ile im inny ja jak jaka jaki jakie jako jego jej jest jestem jeszcze jeśli już każdy kiedy kto która które który
lub ma mam mi mnie moje mojego mojej mogę moja mój może można my na nad nam nas nasz nic nie nim o od on ona one oni
oraz po pod proszę przed przez przy sam się są swój ta tak także tam te tego tej ten to tu twój ty tylko u w wam wasz
we więc wszystko wy z za ze że żeby""",
    "pt": """a à ao aos as às até bem boa bom com como da das de dela dele depois desde do dos e é ela elas ele eles em
entre era essa esse esta está estão estas este estes estou eu faz fazer foi há isso isto já lhe mais mas me mesmo meu
meus minha minhas muito na não nas nem no nos nós nossa nosso num numa o obrigado olá onde os ou para pela pelo pode
podem poder por porque posso quais qual quando quanto que quem quero se sem ser seu seus só sobre sua suas também te
tem tenho ter teu tudo tua um uma umas uns vai você vocês vou""",
    "ru": """а без бы был была были было быть в вам вас ваш ваша ваше вы где для до его ее если есть еще ещё её же за
здравствуйте и из или им их к как какая какие какой когда который кто куда ли лучше меня мне можно могу может мой моя
моё мои моего моей мы на над надо нам нас наш не него нее нет ни них но ну о об он она они от по под пожалуйста почему
при с сам свой себя со так также там те тебя тем то того тоже только том тот ты у уже хочу чего чей чем что чтобы эта
эти это этого этой этот я""",
    "lt": """ar apie arba aš be bet bus buvo būti dar dėl gal gali galima galite galiu iki ir iš į ją jai jau jei jeigu
ji jie jis jo jos jūs jums jūsų ką kad kada kai kaip kaina kam kas kiek kodėl kol kur kuri kuris labas man mano manęs
mes mums mūsų ne nei nėra nes nors noriu nuo o pas pat per po prašau prie prieš su šią šis šį ta tai taip tas tau tik
to tu turi turiu už yra""",
    "et": """aga aitäh all ei ega ehk et ette ja juba ka kas kes keda kelle kohta koos kui kuhu kuidas kus kust kuni
ma mida miks mille millal milline mina mind minu minul mis mu mul meie meil me mitte mõni nad neid nii ning oleks olema
olen oled oli on oma palun peab pean pole saa saab saan sa see seda selle sest siis siin sina sinu ta tahan te teda teie
teil tema tere või veel välja üks""",
}

# As they are written, and as they are written without umlauts and accents.
_COMMON = {
    language: frozenset(form(normalised(word)) for word in words.split() for form in (str, fold))
    for language, words in {"en": _ENGLISH, "de": _GERMAN, "lv": _LATVIAN, **_OTHERS}.items()
}


def is_common(word: str, language: str) -> bool:
    """Whether a normalised word says little in this language; unknown languages have no such words.

    It is not folded: "ändere" says much where "andere" does not.
    """
    return word in _COMMON.get(language.split("-")[0], frozenset())


def common_words(language: str) -> frozenset[str]:
    """Those of a language that we know well, also without accents."""
    return _COMMON[language]


def is_common_anywhere(word: str) -> bool:
    """Whether a word, normalised or folded, says little in any of the languages that we know well."""
    return any(word in _COMMON[language] for language in WELL_KNOWN)
