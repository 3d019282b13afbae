### التحالفات: مجموعات من الأعضاء في السيرفر.

button-alliances = التحالفات
button-new-alliance = تحالف جديد
button-alone = بلا تحالف
button-move-here = نقل أعضاء إلى هنا
button-alliance-out = إخراج من التحالف
hint-alliance = اختر تحالفًا
hint-alliance-of-member = ضع العضو في تحالف
hint-alliance-role = الرتبة التي تدير أعضاء هذا التحالف

alliances-title = التحالفات
alliances-none = لا توجد تحالفات هنا. بالتحالفات يمكن عرض الأعضاء وإدارتهم في مجموعات: لكل منها { word-state } الافتراضية ومديروها ودورها في الاستبدال.
alliances-line =
    { $count ->
        [zero] **{ $name }** · لا أعضاء
        [one] **{ $name }** · عضو واحد
        [two] **{ $name }** · عضوان
        [few] **{ $name }** · { $count } أعضاء
        [many] **{ $name }** · { $count } عضوًا
       *[other] **{ $name }** · { $count } عضو
    }
alliances-alone =
    { $count ->
        [zero] لا أحد بلا تحالف.
        [one] عضو واحد بلا تحالف.
        [two] عضوان بلا تحالف.
        [few] { $count } أعضاء بلا تحالف.
        [many] { $count } عضوًا بلا تحالف.
       *[other] { $count } عضو بلا تحالف.
    }
alliances-gone = لا يوجد تحالف كهذا هنا، أو أنه ليس من التحالفات التي تديرها. اختره من جديد.
alliances-not-yours = { $id } ليس في تحالف تديره.
alliances-too-many = عدد التحالفات { $most }، ولا يمكن أن يكون في السيرفر أكثر. أزل واحدًا أولًا.
alliances-name-taken = يوجد تحالف باسم { $name } أو أنه أُزيل للتو. اختر اسمًا آخر.
alliances-wrong-name = يحتاج التحالف إلى اسم من 1 إلى { $most } حرفًا.
alliances-wrong-priority = الأولوية رقم من 0 إلى { $most }. أصحاب الأولوية الأعلى أولًا.

alliance-members =
    { $count ->
        [zero] لا أعضاء
        [one] عضو واحد
        [two] عضوان
        [few] { $count } أعضاء
        [many] { $count } عضوًا
       *[other] { $count } عضو
    }
alliance-state =
    { $title ->
        [kingshot] المملكة الافتراضية: { $state }
       *[wos] الولاية الافتراضية: { $state }
    }
alliance-role = رتبة المديرين: { $role }
alliance-priority = الأولوية: { $priority } (أصحاب الأولوية الأعلى يُستبدل لهم أولًا)
alliance-made = أُنشئ التحالف. يمكنك الآن وضع أعضاء فيه.
alliance-changed = حُفظت التغييرات.
alliance-removed = أُزيل { $name }. بقي أعضاؤه أعضاءً بلا تحالف.
alliance-delete-title = هل تريد إزالة هذا التحالف؟
alliance-delete-text =
    { $count ->
        [zero] سيُزال { $name }. لا أعضاء فيه.
        [one] سيُزال { $name }. يبقى عضوه الواحد عضوًا بلا تحالف.
        [two] سيُزال { $name }. يبقى عضواه عضوين بلا تحالف.
        [few] سيُزال { $name }. يبقى أعضاؤه ({ $count }) أعضاءً بلا تحالف.
        [many] سيُزال { $name }. يبقى أعضاؤه ({ $count }) أعضاءً بلا تحالف.
       *[other] سيُزال { $name }. يبقى أعضاؤه ({ $count }) أعضاءً بلا تحالف.
    }

form-alliance-title = التحالف
form-alliance-name = الاسم
form-alliance-state =
    { $title ->
        [kingshot] المملكة (فارغ: كما في السيرفر)
       *[wos] الولاية (فارغ: كما في السيرفر)
    }
form-alliance-priority = الأولوية من 0 إلى { $most } (الأعلى أولًا)
form-alliance-move-title = نقل أعضاء

member-alliance = التحالف: { $name }
members-moved-title = نُقل الأعضاء
members-moved =
    { $count ->
        [zero] لم يُنقل أحد: هم في { $name } من قبل.
        [one] عضو واحد صار في { $name }.
        [two] عضوان صارا في { $name }.
        [few] { $count } أعضاء صاروا في { $name }.
        [many] { $count } عضوًا صاروا في { $name }.
       *[other] { $count } عضو صاروا في { $name }.
    }
members-moved-out =
    { $count ->
        [zero] لم يُنقل أحد: هم بلا تحالف.
        [one] عضو واحد صار بلا تحالف.
        [two] عضوان صارا بلا تحالف.
        [few] { $count } أعضاء صاروا بلا تحالف.
        [many] { $count } عضوًا صاروا بلا تحالف.
       *[other] { $count } عضو صاروا بلا تحالف.
    }
members-foreign =
    { $count ->
        [zero] لم يُترك أحد: { $ids }
        [one] لاعب واحد عضو من قبل، لكن ليس في تحالفك، فتُرك: { $ids }
        [two] لاعبان عضوان من قبل، لكن ليسا في تحالفك، فتُركا: { $ids }
        [few] { $count } لاعبين أعضاء من قبل، لكن ليسوا في تحالفك، فتُركوا: { $ids }
        [many] { $count } لاعبًا أعضاء من قبل، لكن ليسوا في تحالفك، فتُركوا: { $ids }
       *[other] { $count } لاعب أعضاء من قبل، لكن ليسوا في تحالفك، فتُركوا: { $ids }
    }
members-unknown-alliance =
    { $count ->
        [zero] لا يوجد تحالف { $name } هنا.
        [one] لا يوجد تحالف { $name } هنا: يبقى لاعب واحد خارجه.
        [two] لا يوجد تحالف { $name } هنا: يبقى لاعبان خارجه.
        [few] لا يوجد تحالف { $name } هنا: يبقى { $count } لاعبين خارجه.
        [many] لا يوجد تحالف { $name } هنا: يبقى { $count } لاعبًا خارجه.
       *[other] لا يوجد تحالف { $name } هنا: يبقى { $count } لاعب خارجه.
    }

audit-alliance-made = أنشأ التحالف { $name }
audit-alliance-changed = غيّر التحالف { $name }
audit-alliance-removed = أزال التحالف { $name }
audit-members-moved =
    { $count ->
        [zero] لم ينقل أحدًا إلى التحالف { $name }
        [one] وضع عضوًا واحدًا في التحالف { $name }
        [two] وضع عضوين في التحالف { $name }
        [few] وضع { $count } أعضاء في التحالف { $name }
        [many] وضع { $count } عضوًا في التحالف { $name }
       *[other] وضع { $count } عضو في التحالف { $name }
    }
audit-members-moved-out =
    { $count ->
        [zero] لم يُخرج أحدًا من تحالف
        [one] أخرج عضوًا واحدًا من تحالف
        [two] أخرج عضوين من تحالف
        [few] أخرج { $count } أعضاء من تحالف
        [many] أخرج { $count } عضوًا من تحالف
       *[other] أخرج { $count } عضو من تحالف
    }

## تصفية قائمة الأعضاء وصفحاتها

members-filter-title = عرض بعض الأعضاء فقط
members-filter-text = اختر من يُعرض. يبقى البحث كما هو.
button-unowned = بلا مالك في ديسكورد
button-filter = تصفية
button-first = الأولى
button-last = الأخيرة
button-page-number = إلى صفحة
filter-alone = بلا تحالف
filter-unowned = بلا مالك في ديسكورد
form-page-title = الذهاب إلى صفحة
form-page-label = رقم الصفحة
members-sort-alliance = حسب التحالف
members-sort-outcome = حسب آخر كود: الإخفاقات أولًا
