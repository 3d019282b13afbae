### الأعضاء: الإضافة والاستيراد والقائمة والتعديل والإزالة.

## القائمة

members-title =
    { $count ->
        [zero] لا أعضاء
        [one] عضو واحد
        [two] عضوان
        [few] { $count } أعضاء
        [many] { $count } عضوًا
       *[other] { $count } عضو
    }
members-found =
    { $count ->
        [zero] لا أحد يطابق { $search }
        [one] عضو واحد يطابق { $search }:
        [two] عضوان يطابقان { $search }:
        [few] { $count } أعضاء يطابقون { $search }:
        [many] { $count } عضوًا يطابقون { $search }:
       *[other] { $count } عضو يطابقون { $search }:
    }

members-line = { $name } · { $id } · { $state ->
        [none] ⚠️ { outcome-no-state }
       *[known] { word-state } { $state }
    }{ $level ->
        [none] { "" }
       *[known] { " · " }المستوى { $level }
    }{ $alliance ->
        [none] { "" }
       *[known] { " · " }{ $alliance }
    }
members-choice = { $name } · { $id }
members-choice-about =
    { $state ->
        [none] { outcome-no-state }
       *[known] { word-state } { $state }
    }

hint-member = افتح عضوًا
hint-members-sort = ترتيب القائمة
members-sort-name = حسب الاسم
members-sort-id = حسب معرّف اللاعب
members-sort-state =
    { $title ->
        [kingshot] حسب المملكة
       *[wos] حسب الولاية
    }
members-sort-level = حسب المستوى، الأعلى أولًا
button-show-all = عرض الكل
button-missing-states =
    { $title ->
        [kingshot] تحديد الممالك الناقصة
       *[wos] تحديد الولايات الناقصة
    }

form-members-search-title = البحث عن أعضاء
form-members-search-label = جزء من اسم أو معرّف أو رقم

## عضو واحد

member-id = معرّف اللاعب: { $id }
member-state = { word-state }: { $state ->
        [none] ⚠️ غير معروفة. تحتاج اللعبة إليها: اضغط «{ button-edit }».
       *[known] { $state }
    }
member-level = المستوى: { $level }
member-owner = ديسكورد: { $owner ->
        [none] غير مرتبط بعد
       *[known] { $owner }
    }
member-claimed = نسبه هذا الشخص إلى نفسه { $when }
members-got = ✅ { $code } { $how } { $when }
members-failed = ❌ { $code } { $reason } { $when }
members-failed-answer = ❌ { $code } { $reason } ({ $answer }) { $when }
members-advice = **{ $reason }**: { $advice }
members-advice-state =
    { $title ->
        [kingshot] اضغط «{ button-edit }» وصحّح المملكة، ثم يحاول البوت مرة أخرى وحده.
       *[wos] اضغط «{ button-edit }» وصحّح الولاية، ثم يحاول البوت مرة أخرى وحده.
    }
members-advice-player = تحقق من معرّف اللاعب. إن كان خاطئًا فاضغط «{ button-remove }» وأضف الصحيح بالأمر { $command-members-add }.

members-not-one = { $id } ليس عضوًا هنا.
members-several =
    { $count ->
        [zero] لا أحد اسمه { $name }.
        [one] عضو واحد اسمه { $name }. من فضلك اكتب معرّف اللاعب بدلًا من الاسم.
        [two] عضوان اسمهما { $name }. من فضلك اكتب معرّف اللاعب بدلًا من الاسم.
        [few] { $count } أعضاء اسمهم { $name }. من فضلك اكتب معرّف اللاعب بدلًا من الاسم.
        [many] { $count } عضوًا اسمهم { $name }. من فضلك اكتب معرّف اللاعب بدلًا من الاسم.
       *[other] { $count } عضو اسمهم { $name }. من فضلك اكتب معرّف اللاعب بدلًا من الاسم.
    }

form-member-title = تعديل عضو
form-member-name-label = الاسم (فارغ: يبقى كما هو)
form-members-state-label =
    { $title ->
        [kingshot] المملكة (فارغ: الافتراضية)
       *[wos] الولاية (فارغ: الافتراضية)
    }
form-member-state-label =
    { $title ->
        [kingshot] المملكة (فارغ: تبقى كما هي)
       *[wos] الولاية (فارغ: تبقى كما هي)
    }
member-edited = تم حفظ التغييرات.
member-unchanged = لم يتغيّر شيء: كان كذلك من قبل.
member-nothing-given =
    { $title ->
        [kingshot] لم يتغيّر شيء. من فضلك اكتب اسمًا أو مملكة.
       *[wos] لم يتغيّر شيء. من فضلك اكتب اسمًا أو ولاية.
    }

## الإضافة

form-members-add-title = إضافة أعضاء
form-members-ids-label = معرّفات اللاعبين
form-members-ids-hint = معرّف واحد أو أكثر، بينها مسافات أو فواصل أو أسطر جديدة

members-only-themselves = في هذا الخادم يسجّل اللاعبون أنفسهم فقط. يمكن للمشرفين تغيير ذلك: { $command-autoredeem }
members-no-ids = لا يوجد هنا أي معرّف لاعب. المعرّف رقم مثل 12345678.
members-no-room = لم يُضف أحد. { $count ->
        [zero] لا لاعبين جددًا
        [one] هنا لاعب جديد واحد
        [two] هنا لاعبان جديدان
        [few] هنا { $count } لاعبين جدد
        [many] هنا { $count } لاعبًا جديدًا
       *[other] هنا { $count } لاعب جديد
    }، { $room ->
        [zero] ولا مكان لأحد
        [one] والمكان يكفي لواحد فقط
        [two] والمكان يكفي لاثنين فقط
        [few] والمكان يكفي لـ { $room } فقط
        [many] والمكان يكفي لـ { $room } فقط
       *[other] والمكان يكفي لـ { $room } فقط
    } (الحد الأقصى { $most }). أزل بعض الأعضاء أولًا، أو اطلب من مشغّل البوت مكانًا أكبر.

members-report-title = الأعضاء
members-none-added = لم يُضف أحد.
members-added =
    { $count ->
        [zero] لم يُضف أحد.
        [one] أُضيف عضو واحد.
        [two] أُضيف عضوان.
        [few] أُضيف { $count } أعضاء.
        [many] أُضيف { $count } عضوًا.
       *[other] أُضيف { $count } عضو.
    }
members-updated =
    { $count ->
        [zero] لم تتغيّر بيانات أحد.
        [one] حُدّثت بيانات عضو واحد كان هنا من قبل.
        [two] حُدّثت بيانات عضوين كانا هنا من قبل.
        [few] حُدّثت بيانات { $count } أعضاء كانوا هنا من قبل.
        [many] حُدّثت بيانات { $count } عضوًا كانوا هنا من قبل.
       *[other] حُدّثت بيانات { $count } عضو كانوا هنا من قبل.
    }
members-unchanged =
    { $count ->
        [zero] لم يكن أحد هنا من قبل.
        [one] عضو واحد كان هنا من قبل.
        [two] عضوان كانا هنا من قبل.
        [few] { $count } أعضاء كانوا هنا من قبل.
        [many] { $count } عضوًا كانوا هنا من قبل.
       *[other] { $count } عضو كانوا هنا من قبل.
    }
members-never =
    { $count ->
        [zero] لا أحد في قائمة الحظر: { $ids }
        [one] لاعب واحد في قائمة الحظر فلم يُضف: { $ids }
        [two] لاعبان في قائمة الحظر فلم يُضافا: { $ids }
        [few] { $count } لاعبين في قائمة الحظر فلم يُضافوا: { $ids }
        [many] { $count } لاعبًا في قائمة الحظر فلم يُضافوا: { $ids }
       *[other] { $count } لاعب في قائمة الحظر فلم يُضافوا: { $ids }
    }
members-added-lacking = ⚠️ { $count ->
        [zero] لا أحد منهم { outcome-no-state }.
        [one] واحد منهم { outcome-no-state }. تحتاج اللعبة إليها: اضغط «{ button-missing-states }».
        [two] اثنان منهم { outcome-no-state }. تحتاج اللعبة إليها: اضغط «{ button-missing-states }».
        [few] { $count } منهم { outcome-no-state }. تحتاج اللعبة إليها: اضغط «{ button-missing-states }».
        [many] { $count } منهم { outcome-no-state }. تحتاج اللعبة إليها: اضغط «{ button-missing-states }».
       *[other] { $count } منهم { outcome-no-state }. تحتاج اللعبة إليها: اضغط «{ button-missing-states }».
    }
members-wrong =
    { $count ->
        [zero] كل ما كُتب معرّفات لاعبين: { $texts }
        [one] نص واحد ليس معرّف لاعب: { $texts }
        [two] نصان ليسا معرّفي لاعبين: { $texts }
        [few] { $count } نصوص ليست معرّفات لاعبين: { $texts }
        [many] { $count } نصًا ليست معرّفات لاعبين: { $texts }
       *[other] { $count } نص ليست معرّفات لاعبين: { $texts }
    }

## كيف قُرئ الملف أو النص

members-columns = الأعمدة: { $columns }
members-column-id = معرّف اللاعب من { $name }
members-column-name = الاسم من { $name }
members-column-state =
    { $title ->
        [kingshot] المملكة من { $name }
       *[wos] الولاية من { $name }
    }
members-column-level = المستوى من { $name }
members-columns-left = أعمدة لم تُفهم فتُركت: { $columns }
members-taken-states =
    { $title ->
        [kingshot]
            { $count ->
                [zero] لم يُعتبر أي رقم مملكة، مثل { $state } لـ { $id }
                [one] اعتُبر رقم واحد مملكة المعرّف الذي بجانبه: { $state } لـ { $id }
                [two] اعتُبر رقمان مملكتي المعرّفين اللذين بجانبهما، مثل { $state } لـ { $id }
                [few] اعتُبرت { $count } أرقام ممالك للمعرّفات التي بجانبها، مثل { $state } لـ { $id }
                [many] اعتُبر { $count } رقمًا ممالك للمعرّفات التي بجانبها، مثل { $state } لـ { $id }
               *[other] اعتُبر { $count } رقم ممالك للمعرّفات التي بجانبها، مثل { $state } لـ { $id }
            }
       *[wos]
            { $count ->
                [zero] لم يُعتبر أي رقم ولاية، مثل { $state } لـ { $id }
                [one] اعتُبر رقم واحد ولاية المعرّف الذي بجانبه: { $state } لـ { $id }
                [two] اعتُبر رقمان ولايتي المعرّفين اللذين بجانبهما، مثل { $state } لـ { $id }
                [few] اعتُبرت { $count } أرقام ولايات للمعرّفات التي بجانبها، مثل { $state } لـ { $id }
                [many] اعتُبر { $count } رقمًا ولايات للمعرّفات التي بجانبها، مثل { $state } لـ { $id }
               *[other] اعتُبر { $count } رقم ولايات للمعرّفات التي بجانبها، مثل { $state } لـ { $id }
            }
    }
members-taken-levels =
    { $count ->
        [zero] لم يُعتبر أي رقم مستوى.
        [one] اعتُبر رقم واحد مستوى المعرّف الذي بجانبه.
        [two] اعتُبر رقمان مستويي المعرّفين اللذين بجانبهما.
        [few] اعتُبرت { $count } أرقام مستويات للمعرّفات التي بجانبها.
        [many] اعتُبر { $count } رقمًا مستويات للمعرّفات التي بجانبها.
       *[other] اعتُبر { $count } رقم مستويات للمعرّفات التي بجانبها.
    }

## ما سيغيّره الاستيراد

members-preview-title = هل تستورد هؤلاء اللاعبين؟
members-preview-nothing-yet = لن يتغيّر شيء حتى تضغط «{ button-import }».
members-to-add =
    { $count ->
        [zero] لن يُضاف أحد.
        [one] سيُضاف لاعب واحد.
        [two] سيُضاف لاعبان.
        [few] سيُضاف { $count } لاعبين.
        [many] سيُضاف { $count } لاعبًا.
       *[other] سيُضاف { $count } لاعب.
    }
members-to-update =
    { $count ->
        [zero] لن تتغيّر بيانات أحد.
        [one] ستتغيّر بيانات عضو واحد.
        [two] ستتغيّر بيانات عضوين.
        [few] ستتغيّر بيانات { $count } أعضاء.
        [many] ستتغيّر بيانات { $count } عضوًا.
       *[other] ستتغيّر بيانات { $count } عضو.
    }
members-to-leave =
    { $count ->
        [zero] لا أحد يبقى كما هو.
        [one] عضو واحد يبقى كما هو.
        [two] عضوان يبقيان كما هما.
        [few] { $count } أعضاء يبقون كما هم.
        [many] { $count } عضوًا يبقون كما هم.
       *[other] { $count } عضو يبقون كما هم.
    }
members-to-add-lacking = ⚠️ { $count ->
        [zero] لا أحد منهم { outcome-no-state }.
        [one] واحد منهم { outcome-no-state }. تحتاج اللعبة إليها، ويمكنك تحديدها لاحقًا.
        [two] اثنان منهم { outcome-no-state }. تحتاج اللعبة إليها، ويمكنك تحديدها لاحقًا.
        [few] { $count } منهم { outcome-no-state }. تحتاج اللعبة إليها، ويمكنك تحديدها لاحقًا.
        [many] { $count } منهم { outcome-no-state }. تحتاج اللعبة إليها، ويمكنك تحديدها لاحقًا.
       *[other] { $count } منهم { outcome-no-state }. تحتاج اللعبة إليها، ويمكنك تحديدها لاحقًا.
    }
members-import-forgotten = قُرئت هذه القائمة قبل وقت طويل. لم يتغيّر شيء. من فضلك أرسلها مرة أخرى.

## الاستيراد

members-import-title = استيراد أعضاء من ملف
form-members-file-label = ملف الأعضاء
form-members-file-about = نص أو CSV أو TSV أو JSON أو Excel ‏(xlsx)، حتى { $most } ميغابايت
members-import-how =
    { $title ->
        [kingshot] اضغط «{ button-choose-file }»، أو اكتب { $command-members-import } وأرفق ملفًا نصيًا أو CSV أو TSV أو JSON أو مصنّف Excel ‏(xlsx). يمكن أن يكون قائمة معرّفات فقط، أو جدولًا سطره الأول مثل fid,nickname,state,level (وفيه state هي المملكة). من كان عضوًا من قبل تُحدَّث بياناته.
       *[wos] اضغط «{ button-choose-file }»، أو اكتب { $command-members-import } وأرفق ملفًا نصيًا أو CSV أو TSV أو JSON أو مصنّف Excel ‏(xlsx). يمكن أن يكون قائمة معرّفات فقط، أو جدولًا سطره الأول مثل fid,nickname,state,level (وفيه state هي الولاية). من كان عضوًا من قبل تُحدَّث بياناته.
    }
members-file-kind = لا يمكن استيراد { $name }. من فضلك احفظ جدولك بصيغة CSV وأرسله.
members-file-too-large = الملف كبير جدًا. الحد الأقصى { $most } كيلوبايت؛ من فضلك أرسله على أجزاء.
members-file-not-read = تعذّر تنزيل الملف من ديسكورد. لم يتغيّر شيء. من فضلك أرسله مرة أخرى.
members-file-empty = لا توجد معرّفات لاعبين في هذا الملف. لم يتغيّر شيء.
members-file-too-wrong = عدد الأسطر التي لا تُقرأ في هذا الملف أكثر من { $most }، لذلك لم يُضف أحد. هل هذا هو الملف الصحيح؟ { $problem }
members-problems =
    { $count ->
        [zero] لا مشكلات في الأسطر.
        [one] في سطر واحد مشكلة:
        [two] في سطرين مشكلة:
        [few] في { $count } أسطر مشكلة:
        [many] في { $count } سطرًا مشكلة:
       *[other] في { $count } سطر مشكلة:
    }
members-problem = السطر { $line }: { $reason }
members-problem-lines = الأسطر { $lines }: { $reason }
members-problem-also = (وكذلك { $texts })
members-problem-more =
    { $count ->
        [zero] (ولا غيره في هذا السطر)
        [one] (وواحد آخر في هذا السطر)
        [two] (واثنان آخران في هذا السطر)
        [few] (و{ $count } غيره في هذا السطر)
        [many] (و{ $count } غيره في هذا السطر)
       *[other] (و{ $count } غيره في هذا السطر)
    }
members-problem-nothing = (فارغ)
members-problem-wrong-state =
    { $title ->
        [kingshot] { $text } ليس رقم مملكة. هو رقم لا يزيد على 5 خانات.
       *[wos] { $text } ليس رقم ولاية. هو رقم لا يزيد على 5 خانات.
    }
members-problem-wrong-level = { $text } ليس مستوى. المستوى رقم لا يزيد على 3 خانات.
members-problem-formula = { $text } معادلة. احفظ قيمتها بدلًا منها.
members-problem-shortened = اختصر الجدول هذا الرقم: { $text }. اجعل العمود نصًا لتبقى كل الأرقام، ثم احفظه أو انسخه مرة أخرى.
members-problem-twice = { $text } مكرّر. يُحتسب السطر الأول.
members-problem-too-many-cells = الخانات أكثر مما يسمّيه السطر الأول. الاسم الذي فيه فاصلة يلزم أن يكون بين علامتي اقتباس.
members-problem-long-line = السطر طويل جدًا.
members-problem-wrong-fid = { $text } ليس معرّف لاعب. المعرّف رقم من 6 إلى 10 خانات تجده في ملف اللاعب داخل اللعبة.
members-problem-too-short = { $text } أقصر من معرّف لاعب؛ المعرّف من 6 إلى 10 خانات. انسخه من ملف اللاعب داخل اللعبة.
members-problem-too-long = { $text } أطول من معرّف لاعب؛ المعرّف من 6 إلى 10 خانات. انسخه من ملف اللاعب داخل اللعبة.
members-problem-discord-id = { $text } معرّف من Discord وليس من اللعبة. انسخ المعرّف من ملف اللاعب داخل اللعبة.
members-problem-no-id = لا يوجد معرّف لاعب في { $text }.
members-problem-unclear = الرقمان { $text } يشبهان معرّفات اللاعبين. اكتب كل لاعب في سطر خاص به.
members-problem-no-id-column = لا يوجد عمود فيه معرّفات لاعبين بين هذه الأعمدة: { $text }
members-problem-which-column = أكثر من عمود يشبه معرّفات اللاعبين: { $text }. اترك العمود الصحيح فقط وأرسلها مرة أخرى.
members-problem-too-large = الملف أكبر مما يُقرأ من نوعه. احفظه بصيغة CSV.
members-problem-broken = الملف تالف أو مقطوع. احفظه من جديد أو بصيغة CSV.
members-problem-old-workbook = هذا مصنّف قديم أو محمي بكلمة مرور. احفظه بصيغة ‎.xlsx أو CSV من دون كلمة مرور.
members-problem-no-reader = لا يمكن قراءة المصنّفات هنا. احفظ الورقة بصيغة CSV.
members-problem-not-text = هذا ليس نصًا ولا مصنّفًا. احفظ الجدول بصيغة CSV.

## التصدير

members-export-title = كل الأعضاء في ملف
members-exported =
    { $count ->
        [zero] لا أعضاء.
        [one] عضو واحد. يمكنك تعديل الملف في برنامج جداول واستيراده مرة أخرى.
        [two] عضوان. يمكنك تعديل الملف في برنامج جداول واستيراده مرة أخرى.
        [few] { $count } أعضاء. يمكنك تعديل الملف في برنامج جداول واستيراده مرة أخرى.
        [many] { $count } عضوًا. يمكنك تعديل الملف في برنامج جداول واستيراده مرة أخرى.
       *[other] { $count } عضو. يمكنك تعديل الملف في برنامج جداول واستيراده مرة أخرى.
    }

## ولاية من لا ولاية له

form-members-missing-title =
    { $title ->
        [kingshot] مملكة من لا مملكة له
       *[wos] ولاية من لا ولاية له
    }
form-members-missing-label = { word-state }
members-states-title = الأعضاء
members-states-set =
    { $title ->
        [kingshot]
            { $count ->
                [zero] لم تُحدَّد المملكة { $state } لأحد.
                [one] حُدّدت المملكة { $state } لعضو واحد.
                [two] حُدّدت المملكة { $state } لعضوين.
                [few] حُدّدت المملكة { $state } لـ { $count } أعضاء.
                [many] حُدّدت المملكة { $state } لـ { $count } عضوًا.
               *[other] حُدّدت المملكة { $state } لـ { $count } عضو.
            }
       *[wos]
            { $count ->
                [zero] لم تُحدَّد الولاية { $state } لأحد.
                [one] حُدّدت الولاية { $state } لعضو واحد.
                [two] حُدّدت الولاية { $state } لعضوين.
                [few] حُدّدت الولاية { $state } لـ { $count } أعضاء.
                [many] حُدّدت الولاية { $state } لـ { $count } عضوًا.
               *[other] حُدّدت الولاية { $state } لـ { $count } عضو.
            }
    }
members-states-complete =
    { $title ->
        [kingshot] لم يتغيّر شيء: لا أحد هنا بلا مملكة.
       *[wos] لم يتغيّر شيء: لا أحد هنا بلا ولاية.
    }

## الإزالة

members-remove-title = هل تريد الإزالة حقًا؟
members-remove-these =
    { $count ->
        [zero] لن يُزال أحد.
        [one] عضو واحد لن يحصل على رموز الهدايا بعد الآن:
        [two] عضوان لن يحصلا على رموز الهدايا بعد الآن:
        [few] { $count } أعضاء لن يحصلوا على رموز الهدايا بعد الآن:
        [many] { $count } عضوًا لن يحصلوا على رموز الهدايا بعد الآن:
       *[other] { $count } عضو لن يحصلوا على رموز الهدايا بعد الآن:
    }
members-remove-kept = يتذكّر البوت الرموز التي حصلوا عليها: إذا عادوا فلن يُستبدل شيء مرتين.
members-remove-nobody = لا أحد من هؤلاء عضو هنا.
members-absent =
    { $count ->
        [zero] كلهم أعضاء هنا: { $ids }
        [one] لاعب واحد ليس عضوًا هنا: { $ids }
        [two] لاعبان ليسا عضوين هنا: { $ids }
        [few] { $count } لاعبين ليسوا أعضاء هنا: { $ids }
        [many] { $count } لاعبًا ليسوا أعضاء هنا: { $ids }
       *[other] { $count } لاعب ليسوا أعضاء هنا: { $ids }
    }
members-remove-forgotten = هذا السؤال قديم جدًا. لم يُزل أحد. من فضلك ابدأ من جديد: { $command-members-remove }
members-removed-title = الأعضاء
members-removed =
    { $count ->
        [zero] لم يُزل أحد.
        [one] أُزيل عضو واحد.
        [two] أُزيل عضوان.
        [few] أُزيل { $count } أعضاء.
        [many] أُزيل { $count } عضوًا.
       *[other] أُزيل { $count } عضو.
    }

## الحسابات التي نسبها اللاعبون إليهم، وقائمة الحظر

claims-title = الحسابات المنسوبة
claims-how = أضافها المشرفون، ثم سجّلها أحدهم على أنها له. إن لم تكن له فألغِ ذلك: يبقى الحساب هنا دون صاحب.
claims-none = لم ينسب أحد إلى نفسه حسابًا أضافه المشرفون.
claims-line = { $player } · { $owner } · { $when }
claims-which = إلغاء النسب
claims-undone =
    { $count ->
        [zero] لم يُلغَ شيء: { $ids }
        [one] أُلغي نسب حساب واحد: { $ids }. يبقى مسجّلًا، ويُبلَّغ من نسبه إليه.
        [two] أُلغي نسب حسابين: { $ids }. يبقيان مسجّلين، ويُبلَّغ من نسبهما إليه.
        [few] أُلغي نسب { $count } حسابات: { $ids }. تبقى مسجّلة، ويُبلَّغ من نسبها إليه.
        [many] أُلغي نسب { $count } حسابًا: { $ids }. تبقى مسجّلة، ويُبلَّغ من نسبها إليه.
       *[other] أُلغي نسب { $count } حساب: { $ids }. تبقى مسجّلة، ويُبلَّغ من نسبها إليه.
    }
claims-nothing = لم يعد أي منها منسوبًا. لم يتغيّر شيء.

block-list-title = قائمة الحظر
block-list-how = لا يمكن تسجيل هذه الحسابات هنا. القرار لك فيما أضافه المشرفون؛ وما سجّله اللاعبون بأنفسهم فقراره لهم.
block-list-none = لا أحد في قائمة الحظر.
block-list-line = { $id } · { $who } · { $when }
block-list-line-own = { $id } · { $who } · { $when } · قرار اللاعب نفسه
block-list-line-asked = ⚠️ { $id } · { $who } · { $when } · ينتظر قرارك، وما زال مسجّلًا
block-list-allow = السماح بالمغادرة
block-list-decline = الإبقاء على التسجيل
block-list-lift = الرفع من قائمة الحظر
block-list-lifted =
    { $count ->
        [zero] لا حسابات: { $ids }. أضف بالأمر { $command-members-add }.
        [one] يمكن تسجيل حساب واحد: { $ids }. إن لم يكن هنا فأضفه بالأمر { $command-members-add }. يُبلَّغ من حظره.
        [two] يمكن تسجيل حسابين: { $ids }. ما ليس هنا أضفه بالأمر { $command-members-add }. يُبلَّغ من حظرهما.
        [few] يمكن تسجيل { $count } حسابات: { $ids }. ما ليس هنا أضفه بالأمر { $command-members-add }. يُبلَّغ من حظرها.
        [many] يمكن تسجيل { $count } حسابًا: { $ids }. ما ليس هنا أضفه بالأمر { $command-members-add }. يُبلَّغ من حظرها.
       *[other] يمكن تسجيل { $count } حساب: { $ids }. ما ليس هنا أضفه بالأمر { $command-members-add }. يُبلَّغ من حظرها.
    }
block-list-allowed =
    { $count ->
        [zero] لم يغادر أي حساب: { $ids }
        [one] غادر حساب واحد وهو في قائمة الحظر: { $ids }
        [two] غادر حسابان وهما في قائمة الحظر: { $ids }
        [few] غادرت { $count } حسابات وهي في قائمة الحظر: { $ids }
        [many] غادر { $count } حسابًا وهي في قائمة الحظر: { $ids }
       *[other] غادر { $count } حساب وهي في قائمة الحظر: { $ids }
    }
block-list-nothing = لا قرار يُتخذ في هذه. لم يتغيّر شيء.

## ما يُبلَّغ به المستخدمون

notice-title = عن حساباتك في { $server }
notice-claim-undone = ألغى أحد مشرفي هذا الخادم نسب { $id } إليك: لم يعد لك هنا.
notice-opt-out-lifted = رفع أحد مشرفي هذا الخادم { $id } من قائمة الحظر: يمكن تسجيله مرة أخرى.
notice-opt-out-declined = أبقى أحد مشرفي هذا الخادم { $id } مسجّلًا.
notice-opt-out-allowed = سمح أحد مشرفي هذا الخادم بمغادرة { $id }: هو في قائمة الحظر.

## في سجل الإجراءات، بعد من قام بها

audit-members-added =
    { $count ->
        [zero] لم يُضف أحد
        [one] أضاف عضوًا واحدًا
        [two] أضاف عضوين
        [few] أضاف { $count } أعضاء
        [many] أضاف { $count } عضوًا
       *[other] أضاف { $count } عضو
    }
audit-members-updated =
    { $count ->
        [zero] لم تتغيّر بيانات أحد
        [one] حدّث بيانات عضو واحد
        [two] حدّث بيانات عضوين
        [few] حدّث بيانات { $count } أعضاء
        [many] حدّث بيانات { $count } عضوًا
       *[other] حدّث بيانات { $count } عضو
    }
audit-member-edited = عدّل { $name } ({ $id })
audit-members-state =
    { $title ->
        [kingshot]
            { $count ->
                [zero] لم تُحدَّد المملكة { $state } لأحد
                [one] حدّد المملكة { $state } لعضو واحد لم تكن له مملكة
                [two] حدّد المملكة { $state } لعضوين بلا مملكة
                [few] حدّد المملكة { $state } لـ { $count } أعضاء بلا مملكة
                [many] حدّد المملكة { $state } لـ { $count } عضوًا بلا مملكة
               *[other] حدّد المملكة { $state } لـ { $count } عضو بلا مملكة
            }
       *[wos]
            { $count ->
                [zero] لم تُحدَّد الولاية { $state } لأحد
                [one] حدّد الولاية { $state } لعضو واحد لم تكن له ولاية
                [two] حدّد الولاية { $state } لعضوين بلا ولاية
                [few] حدّد الولاية { $state } لـ { $count } أعضاء بلا ولاية
                [many] حدّد الولاية { $state } لـ { $count } عضوًا بلا ولاية
               *[other] حدّد الولاية { $state } لـ { $count } عضو بلا ولاية
            }
    }
audit-members-removed =
    { $count ->
        [zero] لم يُزل أحد: { $ids }
        [one] أزال عضوًا واحدًا: { $ids }
        [two] أزال عضوين: { $ids }
        [few] أزال { $count } أعضاء: { $ids }
        [many] أزال { $count } عضوًا: { $ids }
       *[other] أزال { $count } عضو: { $ids }
    }
audit-claim-undone = ألغى نسب { $id }
audit-opt-out-lifted = رفع { $id } من قائمة الحظر
audit-opt-out-declined = أبقى { $id } مسجّلًا ولم يضعه في قائمة الحظر
audit-opt-out-allowed = سمح بمغادرة { $id } وهو الآن في قائمة الحظر

button-check-members = تحقّق منهم لدى اللعبة
button-check-yes = نعم، تحقّق منهم
members-check-title = التحقق من الأعضاء لدى اللعبة
members-check-cost =
    { $requests ->
        [zero] لا يحتاج ذلك إلى أي طلب من اللعبة
        [one] يحتاج ذلك إلى طلب واحد من اللعبة
        [two] يحتاج ذلك إلى طلبين من اللعبة
        [few] يحتاج ذلك إلى { $requests } طلبات من اللعبة
        [many] يحتاج ذلك إلى { $requests } طلبًا من اللعبة
       *[other] يحتاج ذلك إلى { $requests } طلب من اللعبة
    }، بنسبة { $share }٪ مما يجوز للبوت طلبه: { $minutes ->
        [zero] أقل من دقيقة
        [one] نحو دقيقة واحدة
        [two] نحو دقيقتين
        [few] نحو { $minutes } دقائق
        [many] نحو { $minutes } دقيقة
       *[other] نحو { $minutes } دقيقة
    }، وأطول ما دامت الرموز تُستبدل لأنها أولًا. ويمكنك الانتظار أيضًا: الرمز القادم يتحقق من الجميع على أي حال.
members-check-started = يتحقق البوت منهم في الخلفية، ويواصل بعد إعادة التشغيل.
members-check-nothing =
    { $title ->
        [kingshot] لا شيء للتحقق منه: يعرف البوت عن كل منهم ما تقوله اللعبة، أو لا يعرف المملكة.
       *[wos] لا شيء للتحقق منه: يعرف البوت عن كل منهم ما تقوله اللعبة، أو لا يعرف الولاية.
    }
