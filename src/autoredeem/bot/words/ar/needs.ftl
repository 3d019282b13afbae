### أعضاء يحتاجون إلى أحد: ولاية خاطئة، أو بلا ولاية، أو معرّف لا تعرفه اللعبة.

## في اللوحة وفي قائمة الأعضاء

needs-count-wrong-state =
    { $title ->
        [kingshot] ⚠️ مملكة خاطئة: { $count }. ترفضها اللعبة.
       *[wos] ⚠️ ولاية خاطئة: { $count }. ترفضها اللعبة.
    }
needs-count-no-state =
    { $title ->
        [kingshot] ⚠️ بلا مملكة: { $count }. تحتاج اللعبة إليها.
       *[wos] ⚠️ بلا ولاية: { $count }. تحتاج اللعبة إليها.
    }
needs-count-no-such-player = ⚠️ لاعبون غير معروفين: { $count }. لا تعرف اللعبة المعرّف.
hint-needs = أعضاء يحتاجون إلى شيء
button-needs-wrong-state =
    { $title ->
        [kingshot] ممالك خاطئة
       *[wos] ولايات خاطئة
    }
button-needs-no-state =
    { $title ->
        [kingshot] بلا مملكة
       *[wos] بلا ولاية
    }
button-needs-no-such-player = لاعبون غير معروفين

## القوائم

needs-title-wrong-state =
    { $title ->
        [kingshot] ممالك خاطئة: { $count }
       *[wos] ولايات خاطئة: { $count }
    }
needs-title-no-state =
    { $title ->
        [kingshot] بلا مملكة: { $count }
       *[wos] بلا ولاية: { $count }
    }
needs-title-no-such-player = لاعبون غير معروفين: { $count }
needs-why-wrong-state =
    { $title ->
        [kingshot] لا تعرف اللعبة هؤلاء اللاعبين في هذه المملكة: المملكة خاطئة أو معرّف اللاعب. ولا يحصلون على رموز الهدايا حتى يُصحَّح ذلك.
       *[wos] لا تعرف اللعبة هؤلاء اللاعبين في هذه الولاية: الولاية خاطئة أو معرّف اللاعب. ولا يحصلون على رموز الهدايا حتى يُصحَّح ذلك.
    }
needs-why-no-state =
    { $title ->
        [kingshot] تحتاج اللعبة إلى المملكة أيضًا. وبدونها لا يحصل هؤلاء الأعضاء على رموز الهدايا.
       *[wos] تحتاج اللعبة إلى الولاية أيضًا. وبدونها لا يحصل هؤلاء الأعضاء على رموز الهدايا.
    }
needs-why-no-such-player = تقول اللعبة إن هؤلاء اللاعبين غير موجودين. تحقق من المعرّفات؛ أزل الخاطئة وأضف الصحيحة بالأمر { $command-members-add }.
needs-nobody = لم يبق أحد في هذه القائمة. لا يلزم شيء.
hint-needs-states =
    { $title ->
        [kingshot] تحديد مملكة بعض هؤلاء
       *[wos] تحديد ولاية بعض هؤلاء
    }
button-needs-states-page = من في هذه الصفحة فقط
button-needs-ask = اسألهم
button-needs-search = بحث في اللعبة
button-needs-remove = إزالة هؤلاء
needs-ids-file = معرّفات اللاعبين في الملف: { $count }

## تحديد الولايات

form-needs-title =
    { $title ->
        [kingshot] تحديد الممالك
       *[wos] تحديد الولايات
    }
form-needs-ids = هؤلاء اللاعبون فقط (فارغ: الجميع)
form-needs-ids-chosen = اللاعبون
form-needs-ids-hint =
    { $title ->
        [kingshot] معرّف لاعب في كل سطر، وبعده المملكة إن اختلفت
       *[wos] معرّف لاعب في كل سطر، وبعده الولاية إن اختلفت
    }
needs-no-state-given =
    { $title ->
        [kingshot] لم يتغيّر شيء: لا مملكة لبعض هؤلاء اللاعبين ({ $count }). اكتبها بعد كل معرّف، أو اكتب واحدة للجميع.
       *[wos] لم يتغيّر شيء: لا ولاية لبعض هؤلاء اللاعبين ({ $count }). اكتبها بعد كل معرّف، أو اكتب واحدة للجميع.
    }
needs-page-changed = لم يتغيّر شيء: تعرض هذه الصفحة غيرهم الآن. من فضلك انظر إلى القائمة مرة أخرى.
needs-tried-again = يحاول البوت مرة أخرى، بكل الرموز المتاحة.
needs-nothing-set = لم يتغيّر شيء.
needs-refused-too =
    { $title ->
        [kingshot] ⚠️ رفضت اللعبة هذه المملكة من قبل ({ $count }): { $ids }
       *[wos] ⚠️ رفضت اللعبة هذه الولاية من قبل ({ $count }): { $ids }
    }

## سؤال اللاعبين

needs-ask-title = هل تسأل اللاعبين؟
needs-ask-how =
    { $title ->
        [kingshot] رسالة واحدة في قناة تذكر كل الحسابات التي يجب تصحيح مملكتها أو معرّفها ({ $count })، ومعها زر لإدخال المملكة.
       *[wos] رسالة واحدة في قناة تذكر كل الحسابات التي يجب تصحيح ولايتها أو معرّفها ({ $count })، ومعها زر لإدخال الولاية.
    }
needs-ask-mentions = المالكون المعروفون الذين تُنبّههم الرسالة: { $count }
needs-ask-where = القناة: { $channel }
needs-ask-choose = اختر قناة.
needs-ask-managers-only = في هذا الخادم لا يسجّل الحسابات إلا المشرفون، فلا يستطيع اللاعبون الإجابة. يمكنك تغيير ذلك في الإعدادات: { $command-autoredeem }
needs-asked-lately = سُئلوا خلال آخر 24 ساعة. مرة في اليوم هي الحد الأقصى.
needs-asked = سُئلوا في { $channel }؛ الحسابات المذكورة هناك: { $count }
needs-channel-gone = لم تعد القناة { $channel } موجودة أو لا تقبل الرسائل. لم يُسأل أحد؛ اختر قناة أخرى.
needs-channel-forbidden = لا يُسمح للبوت بالكتابة في { $channel }. لم يُسأل أحد. اسمح له برؤية القناة وإرسال الرسائل وتضمين الروابط، أو اختر قناة أخرى.
hint-needs-channel = القناة التي يُسألون فيها
button-needs-ask-yes = اسأل الآن

# ما يُقرأ في القناة.
needs-message-title = رموز هدايا بانتظاركم ({ $count })
needs-message =
    { $title ->
        [kingshot] ترفض اللعبة هذه الحسابات، أو تنقصها المملكة، فلا تحصل على رموز الهدايا. هل أحدها لك؟ اضغط «{ button-needs-answer }»، وتحقق من معرّف اللاعب أيضًا.
       *[wos] ترفض اللعبة هذه الحسابات، أو تنقصها الولاية، فلا تحصل على رموز الهدايا. هل أحدها لك؟ اضغط «{ button-needs-answer }»، وتحقق من معرّف اللاعب أيضًا.
    }
needs-account = { $name } · { $id }
button-needs-answer =
    { $title ->
        [kingshot] إدخال مملكتي
       *[wos] إدخال ولايتي
    }

## البحث

needs-search-title =
    { $title ->
        [kingshot] البحث عن الممالك الصحيحة
       *[wos] البحث عن الولايات الصحيحة
    }
needs-search-how =
    { $title ->
        [kingshot] يسأل البوت اللعبة عن كل لاعب في الممالك المحتملة. والتخمين الصحيح يسترد رمزًا في الحال. اللاعبون: { $count }
       *[wos] يسأل البوت اللعبة عن كل لاعب في الولايات المحتملة. والتخمين الصحيح يسترد رمزًا في الحال. اللاعبون: { $count }
    }
needs-search-cost = عدد الطلبات { $count } على الأكثر، أي { $share } % مما يستطيع البوت إرساله، لمدة { $time } تقريبًا. والرموز أولًا.
needs-search-span =
    { $title ->
        [kingshot]
            { $count ->
                [zero] تُجرَّب الممالك المحتملة فقط.
                [one] تُجرَّب أيضًا مملكة واحدة فوق المحتملة وتحتها.
                [two] تُجرَّب أيضًا مملكتان فوق المحتملة وتحتها.
                [few] تُجرَّب أيضًا { $count } ممالك فوق المحتملة وتحتها.
                [many] تُجرَّب أيضًا { $count } مملكة فوق المحتملة وتحتها.
               *[other] تُجرَّب أيضًا { $count } مملكة فوق المحتملة وتحتها.
            }
       *[wos]
            { $count ->
                [zero] تُجرَّب الولايات المحتملة فقط.
                [one] تُجرَّب أيضًا ولاية واحدة فوق المحتملة وتحتها.
                [two] تُجرَّب أيضًا ولايتان فوق المحتملة وتحتها.
                [few] تُجرَّب أيضًا { $count } ولايات فوق المحتملة وتحتها.
                [many] تُجرَّب أيضًا { $count } ولاية فوق المحتملة وتحتها.
               *[other] تُجرَّب أيضًا { $count } ولاية فوق المحتملة وتحتها.
            }
    }
needs-search-last = وجد آخر بحث { $found } من { $count }.
needs-search-done = تمّ: { $done } من { $count }
needs-search-found = وُجد: { $count }
needs-search-asked = الطلبات: { $count }
needs-search-paused = يتوقف مؤقتًا أثناء استرداد الرموز، ثم يتابع وحده.
needs-search-stopped = انتهى البحث. ويبقى ما وُجد.
button-needs-search-yes = ابدأ البحث
button-needs-wider = بحث أوسع
form-needs-span-title = بحث أوسع
form-needs-span =
    { $title ->
        [kingshot] ممالك فوقها وتحتها (من 1 إلى { $most })
       *[wos] ولايات فوقها وتحتها (من 1 إلى { $most })
    }
needs-wrong-span = { $text } ليس عددًا من 1 إلى { $most }. لم يبدأ شيء.

## في سجل التغييرات، بعد من فعلها

audit-needs-states =
    { $title ->
        [kingshot]
            { $count ->
                [zero] لم تُحدَّد مملكة أحد: { $states }
                [one] حدّد مملكة عضو واحد: { $states }
                [two] حدّد مملكة عضوين: { $states }
                [few] حدّد مملكة { $count } أعضاء: { $states }
                [many] حدّد مملكة { $count } عضوًا: { $states }
               *[other] حدّد مملكة { $count } عضو: { $states }
            }
       *[wos]
            { $count ->
                [zero] لم تُحدَّد ولاية أحد: { $states }
                [one] حدّد ولاية عضو واحد: { $states }
                [two] حدّد ولاية عضوين: { $states }
                [few] حدّد ولاية { $count } أعضاء: { $states }
                [many] حدّد ولاية { $count } عضوًا: { $states }
               *[other] حدّد ولاية { $count } عضو: { $states }
            }
    }
audit-needs-asked =
    { $count ->
        [zero] لم يسأل عن أي حساب في { $channel }
        [one] سأل عن حساب واحد في { $channel }
        [two] سأل عن حسابين في { $channel }
        [few] سأل عن { $count } حسابات في { $channel }
        [many] سأل عن { $count } حسابًا في { $channel }
       *[other] سأل عن { $count } حساب في { $channel }
    }
audit-needs-searched =
    { $title ->
        [kingshot]
            { $count ->
                [zero] لم يبحث عن مملكة أحد (± { $span })
                [one] بدأ البحث عن مملكة عضو واحد (± { $span })
                [two] بدأ البحث عن مملكتي عضوين (± { $span })
                [few] بدأ البحث عن ممالك { $count } أعضاء (± { $span })
                [many] بدأ البحث عن ممالك { $count } عضوًا (± { $span })
               *[other] بدأ البحث عن ممالك { $count } عضو (± { $span })
            }
       *[wos]
            { $count ->
                [zero] لم يبحث عن ولاية أحد (± { $span })
                [one] بدأ البحث عن ولاية عضو واحد (± { $span })
                [two] بدأ البحث عن ولايتي عضوين (± { $span })
                [few] بدأ البحث عن ولايات { $count } أعضاء (± { $span })
                [many] بدأ البحث عن ولايات { $count } عضوًا (± { $span })
               *[other] بدأ البحث عن ولايات { $count } عضو (± { $span })
            }
    }
audit-needs-search-stopped =
    { $title ->
        [kingshot] أوقف البحث عن الممالك (وُجد: { $count })
       *[wos] أوقف البحث عن الولايات (وُجد: { $count })
    }
