#include "demo/schemes.hpp"

#include "base/era.hpp"
#include "demo/days.hpp"
#include "schemes/store.hpp"

namespace michi::demo {
namespace {

struct Own {
    std::string_view name, what, amount, holder, place;
    std::optional<int> below;
    int begun;                // fiscal years before this one
    std::optional<int> ends;  // with which fiscal year, counted from this one
};
const Own kOwn[] = {
    {"在宅レスパイト（訪問看護の時間を延ばす）", "訪問看護師が家に来て、家族が休める時間をつくる。",
     "1回3時間まで、月4回（自己負担なし）", "医療的ケアがあり、訪問看護を使っている子ども",
     "992020", 18, 0, 0},
    {"在宅レスパイト（訪問看護の時間を延ばす）", "訪問看護師が家に来て、家族が休める時間をつくる。",
     "年48時間まで", "人工呼吸器か気管切開のある子ども", "992011", std::nullopt, 0, std::nullopt},
    {"人工呼吸器の非常用電源の補助", "発電機か蓄電池を買うときの補助。", "10万円まで、1回",
     "家で人工呼吸器を使っている人", "992020", std::nullopt, 1, std::nullopt},
    {"紙おむつの給付", "毎月、紙おむつが届く。", "月6,000円分", "3歳から、いつもおむつがいる子ども",
     "992020", 20, 2, -1},
    {"移動費の助成（通院）", "病院への行き帰りのタクシー代の助け。", "年24枚（1枚500円）", "",
     "992054", std::nullopt, 0, 0},
};

}  // namespace

void write_schemes(Tx& tx, const Town& town, Now now) {
    const Subject& by = town.people.at("miura");
    const int year = fiscal_year(now.today);
    for (const Own& own : kOwn) {
        schemes::Scheme scheme;
        scheme.name = own.name;
        scheme.what = own.what;
        scheme.amount = own.amount;
        scheme.holder = own.holder;
        scheme.ask_at = "障害福祉の窓口";
        scheme.place = own.place;
        scheme.below_age = own.below;
        scheme.valid_from = Date::from_ymd(year - own.begun, 4, 1);
        if (own.ends) scheme.valid_until = Date::from_ymd(year + *own.ends + 1, 3, 31);
        scheme.as_of = worked(now.today - 40);
        scheme.source = "要綱（架空）";
        schemes::insert_edition(tx, scheme, by.account, now.at);
    }
}

}  // namespace michi::demo
