"""Common given names of many languages, by the pronoun that nearly always goes with them."""

from __future__ import annotations

from typing import Final

MALE: Final = frozenset(
    """aarav aaron abdallah abdul abdulaziz abdullah abdulrahman abel abu achim adam adama adel adil
    aditya adrian ahmad ahmed aidan ajay akira akshay alain alan alastair albert alberto
    albin aldo alec alejandro aleksandar aleksander aleksandr aleksei alessandro alex
    alexander alexandre alexandru alexei alexis alfonso alfred ali alistair alonso amadou
    amir amit amitabh amos anatoly anders andras andre andreas andrei andrej andrew andrii
    andriy andrzej angelo angus anil anirudh ankit anthony antoine anton antonio antti anwar
    archie ari arjun arman armando arnaud arne arnold arsen artem arthur arturo artyom arvid
    arvind ashok asif asim atif attila augusto aurelien axel aziz bagus bakary baptiste
    barack barnaby barry bart bartosz bashar bassam bastien ben benedict benedikt benito
    benjamin benoit bernard bernardo bernie bert bertrand bill bjorn blake bob bogdan boris
    boubacar brad brandon brendan brian bruce bruno bryan bryce burak byron callum calum
    cameron carl carlo carlos carsten casey cedric cem cesar charles charlie chidi chinedu
    chris christian christopher chuck cian cillian clarence clark claude clement clifford
    clint clive cody colin colm conor conrad constantin corey cormac cornelius craig cristian
    cyril cyrus dale damian damien damir dan daniel danilo danny dario darius darko darrell
    darren darryl dave david dawid dean declan deepak denis dennis denys derek desmond dev
    devin diego dieter dimitri dimitrios dino diogo dirk djibril dmitri dmitry dmytro domingo
    dominic dominik donal donald donovan doug douglas drew duarte duncan dusan dwayne dylan
    eamon eamonn eckhard ed eddie edgar edgardo edmund eduard eduardo edvard edvin edward
    edwin efrain egor einar eirik eli elias elijah elliot elliott elmar elmer emanuel emil
    emiliano emilio emin emir emmanuel emre enda endre enrique eoin erhan erhard eric erich
    erik erkan ernest ernesto ernst erwin esteban ethan eugen eugene evan evgeny ewan ezra
    fabian fabio fabrice fabrizio fadi faisal fareed farhad faruk federico felix ferdinand
    ferenc fergal fergus fernando fidel filip filipe finlay finn flavio florian floyd
    francesco francis francisco franck franco francois franjo frank frankie franklin franz
    fraser fred freddie freddy frederick friedrich fritz gabor gabriel gaetano gareth garrett
    gary gaspard gaston gavin gavriel gennady geoff geoffrey george gerald gerard gerhard
    gerry gert ghassan gianluca gianni gideon gilbert gilles gino giorgio giovanni girish
    giulio giuseppe glen glenn goran gordon gottfried graeme graham grant greg gregory greig
    grigory grzegorz guido guillaume guillermo gunnar gunther gus gustaf gustav gustavo habib
    hakan hakim hamid hamish hamza hannes hans harald hari harjit harold harry harsh haruki
    harvey hasan hashim hassan heath hector heinrich heinz helmut hendrik henning henri
    henrik henrique henry herbert herman hermann hernan herve hideo hikaru hilmar hiroshi
    hisham horacio horst hossein howard howie hubert hugh hugo humberto hussain hussein ian
    ibrahim ibrahima idris ignacio igor ihor ilham ilias ilkka ilya imran ingmar ingo ioannis
    ion irfan irvin isaac isaiah ishaan ismael ismail issa istvan ivan ivar ivo iwan jaakko
    jabari jacek jack jacob jacques jaime jake jamal james jamie jan janek janez janos jared
    jaroslav jarvis jason jasper javed javier jaxon jayden jaydon jean jed jeff jeffrey jens
    jeppe jeremy jerome jerry jesper jesse jesus jibril jim jimmy jitendra joakim joao
    joaquin jochen joe joel joey johan johann johannes john johnny jon jonah jonas jonathan
    jonny joost jorge joris jose joseba josef joseph joshua josip jouni juan jude judson
    juergen jukka jules julian julien julio junaid jurgen juri jurij jussi justin kai kamal
    kamil kane karan karel karim karl karsten kaspar kasper kazuo keiran keith kelvin kemal
    ken kenan kenji kenneth kerem kevan kevin khalid kian kieran kieron kimani kiran kirill
    kjell klaus kofi koji konstantin kristian kristoffer krzysztof kunal kurt kwabena kwaku
    kwame kyle lachlan ladislav lamar lamine lance lars laszlo laurence laurent laurentiu
    lawrence lazar leandro lee leif leigh len lennart lennox leo leon leonard leonardo leonid
    leopold leroy leszek levi lewis liam lino linus lionel ljubomir lloyd logan lorcan
    lorenzo lothar louie louis lubomir luc luca lucas luciano ludovic ludwig luigi luis luiz
    lukas lukasz luke lutz lyle maciej mads magne magnus mahesh mahmoud mahmud malachy
    malcolm malik mamadou manfred manish manoj manuel marat marc marcel marcelo marcin marco
    marcus marek marian mariano mario marius mark marko markus marlon martijn martin marty
    marvin masahiro masato mason massimo mateo mateusz mathew mathias mathieu mathis matias
    matt matteo matthew matthias matti mattias maurice maurizio max maxim maximilian mehdi
    mehmet melvin mert michael michal mick mickey micky miguel mihai mihail mikael mike
    mikhail mikko miklos mikolaj milan milos milton mirko miroslav mitch mitchell mladen
    mohamed mohammad mohammed mohsen moises mokhtar monty morgan moritz morten moses moshe
    moussa muhammad muhammed mukesh murat murray mustafa nabil nader naeem naresh nasir
    nasser nate nathan nathaniel naveen navid neal ned neil nelson nenad nestor niall
    nicholas nick nicklas nico nicolae nicolas nicolo niels nigel nihad nikhil nikita niklas
    nikola nikolai nikolaos nikos nils nitin noah noel nolan norbert norman nuno obinna
    octavio ola olaf olav ole oleg oleh oleksandr oliver olivier olof olusegun omar omer onur
    orlando osama oscar osman oswald otto owen ozan pablo padraig pankaj paolo parker pascal
    pasquale patricio patrick patrik paul paulo pavel pavle pavlo pawel payam pedro pekka per
    percy perry petar pete peter petr petri petro petru petter phil philip philippe phillip
    pierluigi pierre piers pieter piotr prakash pramod pranav predrag preston prosper radek
    radoslav radu rafa rafael rafal rahim rahul rainer raj rajan rajeev rajesh rajiv raju
    rakesh ralf ralph ramesh ramiro ramon ramzi rana randall randolph randy ranjit rashid
    rasmus raul ravi ray raymond recep reginald reinhard reinhold remi rene reuben rex reza
    rhodri rhys ricardo richard richie rick ricky rico ritchie riyad rizwan rob robbie robert
    roberto robin rocco rodney rodolfo rodrigo rodrigue rogelio roger rohan rohit roland rolf
    romain roman romeo ron ronald rory ross roy ruben rudi rudolf rudy rufus rui rune rupert
    ruslan russell rustam ryan ryszard saad sabri sadiq saeed sahil saif sajid saleh salim
    salman salvador salvatore sam samir sampath samson samuel samuli sandeep sander sandro
    sanjay sanjeev santiago santosh satoshi saul savas sayed scott seamus sean sebastian
    sebastien sefton selim selwyn serdar serge sergei sergey sergio serhii serhiy seth seyed
    shafiq shaheen shahid shane shaun shawn shay sherif shigeru shinzo shiv shlomo sigmund
    silvio simon sinan sivert slavko slobodan soren spencer srdjan stan stanislav stanley
    stavros stefan stefano stelios stellan sten stephane stephen steve steven stewart stig
    stjepan stuart sudhir suleiman sunil suresh svein sven sverre sylvain sylvester szymon
    tadashi tadeusz tadhg taha takashi tamas tapio taras tariq taro tatsuya ted teemu teo
    terence terrence terry teun thabo thaddeus theo theodor theodore thiago thibault thibaut
    thierry thomas thor thorsten tiago tibor tiernan tim timo timothy timur tobias tobiasz
    toby todd toivo tom tomas tomasz tomer tomi tommaso tommy tony tor tore torsten toshiro
    travis trevor tristan truls trygve tuomas tyler tyrone udo uli ulrich ulrik umar uwe
    vaclav vadim vadym valdemar valentin valerio valery vasile vasilios vasily vasyl ved
    vernon victor vidar vijay vikram viktor ville vinay vince vincent vincenzo vinod virgil
    vishal vitaly vito vittorio vivek vlad vladimir vladislav vojtech volker volodymyr
    vyacheslav waldemar waleed walid wallace walter warren wayne wei werner wes wesley wilbur
    wilfred wilhelm will willem william willy winston wojciech wolfgang wouter xavier yaakov
    yannick yannis yao yaroslav yasser yasuo yavuz yevgeny yoav yonatan yorgos yosef yossi
    yousef youssef yuri yuriy yusuf yves zachary zack zbigniew zdenek zeljko zeynel ziad
    zoltan zoran zsolt""".split()
)
FEMALE: Final = frozenset(
    """aaliyah aase abby abigail adaeze adela adele adriana adrienne afsaneh agata agatha agnes
    agneta agnieszka aida aileen aino aisha aishwarya akiko alana alba aleksandra alessandra
    alessia alexa alexandra alexia alice alina alison aliya alma aloysia althea alva alyona
    alyssa amalia amanda amara amaya amber amelia amelie amina amira amrita amy ana anabel
    anahita anais analia ananya anastasia anastasiya anca andrea andreea andrina aneta angela
    angelica angelika angeliki angelique angharad aniela anita anja anjali anju anke ann anna
    annabel annabelle annalisa annamaria anne anneli anneliese annemarie annette annie annika
    anouk anthea antje antoinette antonella antonia antonina anupama anushka anya aoife april
    arabella arantxa ariadna ariana ariane arlene armida asa asha ashleigh ashley asma asta
    astrid asuka athena audrey aurelia aurelie aurora ava ayesha aylin ayse aysha azadeh
    babette barbara barbro bea beata beatrice beatrix beatriz becky belen belinda bella
    benedicte bente berenice bernadette bernice bertha beryl bess beth bethan bethany betsy
    betty beverley beverly bianca bice birgit birgitta birgitte blanca blessing bojana bonnie
    branka brenda briana bridget bridie brigid brigitte brita britt brittany bronagh bronwen
    bronwyn brooke caitlin caitriona calista camelia camilla camille candace cara carina
    caritas carla carley carlotta carly carmela carmen carol carole carolina caroline carolyn
    carrie cassandra cassidy catalina catarina cate cath catharina catherine cathleen cathy
    catia catriona cecile cecilia cecilie celeste celia celine chantal charlene charlotte
    charmaine chelsea cherie cheryl cheyenne chiamaka chiara chioma chloe christa christel
    christiane christina christine ciara cilla cindy claire clara clarissa claudette claudia
    clemence clementine cleo clotilde colette colleen connie constance consuelo cora coralie
    cordelia corinna corinne cornelia cosima courtney cressida cristina cynthia dagmar dagny
    dahlia daisy dalia dana danica daniela danielle danuta daphne daria dariya darlene darya
    dawn debbie debora deborah debra deepa deirdre delia delphine demet denise desiree
    despina destiny dharma diana diane dilys dimitra dina dolores dominika dominique
    donatella donna dora doreen dorina doris dorota dorothea dorothy dorte dympna ebba ebony
    edda edina edith edna edwina eileen eilidh eimear eithne eka ekaterina elaheh elaine
    eleanor eleanora elena eleni eleonora elfriede elin elina elisa elisabeth elise eliska
    elissa eliza elizabeth elizaveta elke ella ellen ellie elma elodie eloise elsa elspeth
    elva elvira emilia emilie emily emine emma emmanuelle enid enya erica erika erin erna
    ernestine esmeralda esperanza esra estela estelle ester esther ethel etta eugenia eugenie
    eulalia eunice eva evangelia eve eveline evelyn evgenia evie ewa fadime faith fanny farah
    farida fatema fatemeh fatima fatma fatou faye federica felicia felicity feride fern
    fernanda filippa fiona fleur flora florence florentina frances francesca francine
    francisca franziska freda freya frida friederike fumiko gabriela gabrielle gaia galina
    gayle gemma genevieve georgette georgia georgina geraldine gerda gertrude ghislaine gilda
    gillian gina giorgia giovanna gisela giselle gita gitte giulia gladys glenda glenys
    gloria goldie gosia grace grainne grazyna greta gretchen guadalupe gudrun gulnara gulsen
    gunilla gwen gwendolyn gwyneth hadiza haley halima halina hana hanan hanna hannah hanne
    harriet hatice hattie haya hazel heather hedda hedwig hege heidi heike helen helena
    helene helga helle hermine hermione hester hilary hilda hildegard hillary hiroko holly
    hope hortense hulya ida ieva ilaria ilona ilse imani imogen ina indira ines inessa inga
    ingeborg inger ingrid inna ioana iolanda irena irene irina iris irma isabel isabella
    isabelle isadora isla ismene isobel ivana iveta ivy iwona izabela jacinda jacinta jackie
    jacqueline jade jadwiga jamila jana jane janelle janet janette janice janina janine
    jasmin jasmine jayne jean jeanette jeanne jelena jemima jen jenna jenni jennie jennifer
    jenny jess jessica jessie jette jill joan joana joann joanna joanne jocelyn jodie johanna
    jolanta jolene josefina josephine josie joy joyce juana juanita judit judita judith judy
    julia juliana julianne julie juliet julieta juliette justine justyna jutta kadri kaisa
    kamala kamila kanako kaori karen karin karina karla karolina karoline kasia kassandra
    katarina katarzyna kate katerina katharina katharine kathe katherina katherine kathie
    kathleen kathryn kathy kati katie katinka katja katrina katy kavita kay kaya kayla
    kayleigh keiko keira kelly kelsey kendra kerry kerstin khadija kiara kimberly kimiko
    kinga kira kirsi kirsten kirsty kjersti klara klaudia kornelia kristen kristi kristiina
    kristin kristina kristine krystyna kyra lacey ladislava laila lakshmi lana lara larisa
    larissa latifa latisha latoya laura laurel lauren lauretta lavinia layla lea leah leanne
    leena leila lena lene leoni leonie leonor leonora lesley leslie leticia lexi leyla lia
    lidia lidija lien liesel ligia lila lilia lilian liliana lillian lilly lily lina linda
    linh linnea liora lisa lisbeth lise liselotte lisette liudmila livia liz liza lizzie
    ljiljana lola lone lorena lorenza loretta lori lorna lorraine lotte lottie louisa louise
    luana lucia lucie lucile lucille lucinda lucrezia lucy ludmila luisa luise lujain luna
    lupita lyca lydia lydie lynn lyudmila mabel macarena maddie madeleine madhuri madison mae
    maeve mafalda magali magda magdalena maggie maike maire mairead maisie maja malala malene
    malia malin manal mandy manon manuela mara marcela marcella marci marcia marcy mareike
    margaret margarethe margarita margaux margherita margit margot margrethe marguerite mari
    maria mariam mariana marianna marianne marie mariella marija marijke marika mariko
    marilyn marina mariola marion marisa marisol marit marita marjan marjorie marketa marla
    marlene marlies marnie marta martha martina martine mary maryam maryna masha mathilda
    mathilde matilda maud maura maureen mavis maxine maya meena meera megan megumi mei
    melania melanie melina melinda melissa mercedes mercy meredith meret merete merve meryem
    mia michaela michelle michiko mieke mila milagros mildred milena millicent millie mina
    mindy minna mira miranda mireille mirela miriam mirjam miroslava misaki mitzi moira molly
    mona monica monika morag moya muriel mylene myra myriam myrna nadezda nadezhda nadia
    nadine nadja nagisa naima nana nancy nanette naoko naomi nasrin nastassja natalia natalie
    nataliya natasa natascha natasha nathalie nawal neda neelam nela nell nelly nerea nerys
    neve nevena ngozi niamh nicola nicole nicolette nida niki nikki nikoletta nilufer nina
    ninette nisha nkechi noelle noemi nolwenn noor nora noreen noriko norma nour nuala nuria
    octavia odette odile ofelia oksana olena olesya olga olimpia olive olivia oona oonagh
    ophelia orla orlaith ornella ottilie ottoline paige pamela paola patience patricia
    patrizia patsy paula paulette paulina pauline pavla payal pearl peggy penelope penny
    perla pernille petra petronella philippa phoebe phyllis pia pilar pippa polly poonam
    portia prachi preeti priscilla priya prudence queenie rachael rachel radhika rafaela
    ragnhild raisa ramona rania raquel rasheeda reagan rebecca rebekah reem regina regine
    reiko renata renate renee reshma reyhan rhiannon rhoda rhonda ria riikka rina rita
    roberta robyn rocio roisin romana romy ronja rosa rosaleen rosalie rosalind rosalinda
    rosalyn rosanna rosario rose roseanne roselyn rosemary rosie rosita rowena roxana roxanne
    roya rozalia ruta ruth sabina sabine sabrina sadie safiya sahar saira sakura sally salma
    salome samantha samira sandra sanna sanne saoirse sara sarah sarai sari sarika saskia
    scarlett selena selma serena shabana shanaz shanelle shannon sharmila sharon shauna
    shazia sheena sheila shelley sheryl shiori shirin shirley shobha shreya shruti sian sibel
    sigrid silke silva silvana silvia simona simone sinead siobhan siri sirje siv sneha
    snezana sofia solange solveig sonia sonja sophia sophie soraya stacey staci stacy
    stefania stefanie stella stephanie stine sue sukhbir sumaya sunita susan susana susanna
    susanne susie suzanne suzette svenja svetlana svitlana swati sylvia sylvie tabitha tadea
    taisia talia tamar tamara tamika tammy tamsin tania tanja tansy tanya tara tasha tatiana
    tatjana tatyana tegan teodora teresa teresita tessa tessie thelma theodora theresa
    therese thora tiffany tilda tilly tina tomoko tonya torunn tove tracey tracy trine trisha
    trudy tuva tyra ulla ulrike uma una ursula urszula urvashi usha uta ute valentina valeria
    valerie valerija vanda vanessa vania vanja varvara vasiliki vaska velma vera verity
    veronica vesna vibeke vicki vicky victoria vida vigdis viktoria vilma viola violet
    violeta violetta virginia virginie vita viveka vivian vivien vivienne wanda wenche wendi
    wendy whitney wiebke wilhelmina wilma winifred winnie wioletta xenia ximena yael yana
    yara yasemin yasmeen yasmin yelena yesenia yevgenia yoko yolanda yolande yuki yuko yulia
    yuliya yumi yvette yvonne zahra zainab zara zaynab zehra zelda zeynep zita zlata zoe zoya
    zsofia zsuzsanna zuzana""".split()
)
