#include "demo/requests.hpp"

#include <algorithm>
#include <set>

#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "handover/handover.hpp"
#include "policy/past_decision.hpp"

namespace michi::demo {
namespace {

using handover::Deed;
using handover::Kind;

enum class Side { city, nursing, office };

struct Step {
    Deed deed;
    int days_ago;  // working days before today
    std::string_view text;
};

struct Plot {
    Kind kind;
    Side side;
    int sent_days_ago, due_in;  // working days; a due day that is past makes it late
    std::string_view title, request;
    std::vector<Step> steps;
};

constexpr std::string_view kLogins[] = {"kimura", "hanaoka", "todai"};

std::vector<Plot> inquiries() {
    return {
        {Kind::inquiry,
         Side::city,
         1,
         4,
         "短期入所の市内の空き",
         "人工呼吸器の子を日中だけでも預かれる事業所が、市内にあるか。",
         {}},
        {Kind::inquiry,
         Side::city,
         9,
         -4,
         "通所先の調整",
         "放課後等デイサービスの送迎に、看護師が乗れる事業所の有無。",
         {{Deed::receive, 8, ""}}},
        {Kind::inquiry,
         Side::city,
         12,
         -7,
         "日常生活用具の対象",
         "吸引器の買い替えが、いつから対象になるか。",
         {{Deed::receive, 11, ""},
          {Deed::answer, 1, "耐用年数5年です。来年3月から申請できます。見積書をご用意ください。"}}},
        {Kind::inquiry,
         Side::nursing,
         4,
         1,
         "週3回への変更",
         "1月から週3回にできるか。夜間の対応を考えているか。",
         {{Deed::receive, 3, ""},
          {Deed::note, 2, "1月の勤務を組んでいます。今週中に返事をします。"}}},
        {Kind::inquiry,
         Side::city,
         30,
         -25,
         "就学相談の日程",
         "秋の就学相談の申し込みと、必要な書類。",
         {{Deed::answer, 27, "10月末までに学校教育課へ。主治医の意見書が要ります。"},
          {Deed::close, 26, "母に伝えました。"}}},
        {Kind::inquiry,
         Side::city,
         20,
         -15,
         "緊急一時の受け入れ",
         "母の入院のあいだの預け先。",
         {{Deed::decline, 18, "市では受け入れ先を持っていません。県の事業をあたってください。"}}},
        {Kind::inquiry,
         Side::office,
         15,
         -10,
         "相談支援専門員の空き",
         "計画相談を新しく受けられるか。",
         {{Deed::recall, 14, "別の事業所に決まりました。"}}},
    };
}

std::vector<Plot> coordinations() {
    return {
        {Kind::together,
         Side::city,
         2,
         3,
         "学校看護師の配置",
         "来年度の配置について、教育委員会との打合せに一緒に出てほしい。",
         {}},
        {Kind::together,
         Side::city,
         8,
         -3,
         "退院に向けた地域の体制",
         "退院前カンファレンスと、在宅の体制づくり。",
         {{Deed::receive, 7, ""},
          {Deed::accept, 6, ""},
          {Deed::note, 4, "訪問診療の候補を2か所あたっています。"}}},
        {Kind::together,
         Side::office,
         10,
         2,
         "サービス等利用計画の見直し",
         "夜間の支援を計画に入れられるか、一緒に考えたい。",
         {{Deed::accept, 8, ""}}},
        {Kind::together,
         Side::nursing,
         18,
         -13,
         "夜間の吸引の手立て",
         "家族が眠れる日をつくる方法。",
         {{Deed::accept, 16, ""},
          {Deed::note, 10, "試しに金曜の夜に訪問しました。"},
          {Deed::answer, 2, "月2回の夜間訪問を始められます。"}}},
        {Kind::together,
         Side::city,
         40,
         -35,
         "入浴の支援",
         "訪問入浴の回数を増やせるか。",
         {{Deed::accept, 38, ""},
          {Deed::note, 30, "審査会にかけました。"},
          {Deed::answer, 20, "週2回に増えました。"},
          {Deed::close, 19, ""}}},
        {Kind::together,
         Side::city,
         25,
         -20,
         "転居先の学校",
         "転居後の就学先。",
         {{Deed::accept, 24, ""},
          {Deed::give_back, 15, "転居が取りやめになったと家族から聞きました。"}}},
    };
}

std::vector<Plot> transfers() {
    return {
        {Kind::transfer,
         Side::city,
         1,
         4,
         "市での支援への引き継ぎ",
         "在宅の体制が整いました。今後の窓口をお願いします。",
         {}},
        {Kind::transfer,
         Side::city,
         6,
         1,
         "転入後の支援",
         "隣の市から転入しました。計画の引き継ぎをお願いします。",
         {{Deed::receive, 5, ""}}},
        {Kind::transfer,
         Side::office,
         9,
         2,
         "計画相談への引き継ぎ",
         "計画相談の契約がすみました。",
         {{Deed::receive, 8, ""}, {Deed::accept, 7, "担当を決めました。"}}},
        {Kind::transfer,
         Side::city,
         22,
         -17,
         "就園後の見守り",
         "園での受け入れが始まりました。",
         {{Deed::accept, 20, ""},
          {Deed::contact, 18, "家庭訪問をしました。"},
          {Deed::note, 10, "園の面談に同席しました。"}}},
        {Kind::transfer,
         Side::city,
         30,
         -25,
         "通学の支援",
         "通学の体制を市で続けてください。",
         {{Deed::accept, 28, ""},
          {Deed::contact, 26, "母と学校で会いました。"},
          {Deed::answer, 3, "看護師の同乗が決まり、1月から始まります。"}}},
        {Kind::transfer,
         Side::city,
         45,
         -40,
         "在宅生活の支え",
         "退院から3か月、落ち着きました。",
         {{Deed::accept, 43, ""},
          {Deed::contact, 40, ""},
          {Deed::answer, 20, "支給決定が出ました。"},
          {Deed::confirm, 18, "母は納得しています。"},
          {Deed::finish, 17, ""}}},
        {Kind::transfer,
         Side::office,
         150,
         -145,
         "成人期への移行",
         "生活介護の利用が決まりました。",
         {{Deed::accept, 148, ""},
          {Deed::contact, 145, ""},
          {Deed::answer, 120, "通所が始まりました。"},
          {Deed::confirm, 118, ""},
          {Deed::finish, 117, ""},
          {Deed::close, 10, "6か月の見守りを終えました。"}}},
        {Kind::transfer,
         Side::city,
         14,
         -9,
         "保健師による支援",
         "乳児期の支援をお願いします。",
         {{Deed::decline, 12, "転出の予定と聞いています。転出先が決まってからお願いします。"}}},
        {Kind::pull, Side::city, 2, 3, "市で担当したい", "就学に向けて、市が窓口になりたい。", {}},
        {Kind::advice,
         Side::nursing,
         3,
         2,
         "吸引の頻度と学校生活",
         "学校での吸引の手順について、ほかの例を知りたい。",
         {{Deed::receive, 2, ""}}},
        {Kind::advice,
         Side::city,
         12,
         -7,
         "医療的ケア児等コーディネーターの配置",
         "小さな町での配置の例を教えてほしい。",
         {{Deed::answer, 6, "3つの市町村の例を送ります。"},
          {Deed::close, 5, "ありがとうございました。"}}},
    };
}

Date back(Date day, int working_days) {
    while (working_days > 0) {
        day = day - 1;
        if (is_working_day(day)) --working_days;
    }
    return day;
}

class Sending {
  public:
    Sending(Tx& tx, Vault& vault, const Town& town, const std::vector<Id<record::Case>>& cases,
            Now now)
        : tx_(tx), vault_(vault), town_(town), cases_(cases), now_(now) {}

    void send(const Plot& plot) {
        const auto chosen = take_case(plot.side);
        if (!chosen) return;  // a small town has no such family left
        const auto& [id, there] = *chosen;
        const Subject& ours = town_.people.at(plot.sent_days_ago % 2 ? "ito" : "miura");
        const bool asked_of_us = plot.kind == Kind::pull || plot.kind == Kind::advice;
        const Subject &from = asked_of_us ? *there : ours, &to = asked_of_us ? ours : *there;
        const Date sent_on = back(now_.today, plot.sent_days_ago);
        const Date due = plot.due_in >= 0 ? add_working_days(now_.today, plot.due_in)
                                          : back(now_.today, -plot.due_in);
        if (!asked_of_us) allow(id, to.organisation, ours, at_in_japan(sent_on, 9 * 60));
        const auto sent =
            handover::send(tx_, vault_,
                           {.case_id = id,
                            .kind = plot.kind,
                            .from = from.organisation,
                            .to = to.organisation,
                            .title = std::string(plot.title),
                            .request = std::string(plot.request),
                            .items = asked_of_us ? Mask{} : Mask(Field::contact | Field::medical),
                            .by = from.account,
                            .answer_due = due},
                           {at_in_japan(sent_on, 10 * 60 + 20), sent_on});
        for (const Step& step : plot.steps) act(sent.value(), step, from, to);
    }

  private:
    struct Chosen {
        Id<record::Case> id;
        const Subject* there;
    };

    /// Municipal requests go to a municipality whose officer signs in, about a child who lives there.
    std::optional<Chosen> take_case(Side side) {
        for (const auto id : cases_) {
            if (used_.contains(id.value)) continue;
            const Subject* there =
                side == Side::nursing ? &town_.people.at("tsukushi") : &town_.people.at("okada");
            if (side == Side::city) {
                const auto brief = record::find_case(tx_, vault_, id);
                const auto* officer = std::ranges::find_if(kLogins, [&](std::string_view login) {
                    return town_.people.at(std::string(login)).municipality ==
                           past_decision(brief.municipality);
                });
                if (officer == std::end(kLogins)) continue;
                there = &town_.people.at(std::string(*officer));
            }
            used_.insert(id.value);
            return Chosen{id, there};
        }
        return std::nullopt;
    }

    void allow(Id<record::Case> id, Id<Organisation> who, const Subject& by, Instant at) {
        consent::Said said{.case_id = id,
                           .organisation = who,
                           .answers = {},
                           .basis = "oral",
                           .speaker = "mother",
                           .heard_by = by.account,
                           .expires = {}};
        consent::answer_all(said,
                            ((Field::identity | Field::contact) | Field::medical) | Field::notes,
                            consent::Answer::yes);
        consent::record(tx_, vault_, by, said, {at, at.in_japan()});
    }

    void act(Id<handover::Handover> id, const Step& step, const Subject& from, const Subject& to) {
        const auto before = handover::find_request(tx_, vault_, id);
        const auto move = std::ranges::find_if(handover::moves(), [&](const handover::Move& m) {
            return m.kind == before.kind && m.deed == step.deed && m.from == before.state;
        });
        const Subject& who =
            move != handover::moves().end() && move->by == handover::By::sender ? from : to;
        const Date day = back(now_.today, step.days_ago);
        const bool refusing = step.deed == Deed::decline || step.deed == Deed::give_back;
        const handover::Attempt attempt{
            .deed = step.deed,
            .by_organisation = who.organisation,
            .by = who.account,
            .now = {at_in_japan(day, 14 * 60 + 10), day},
            .text = std::string(step.text),
            .reason_code = refusing ? "outside_duty" : "",
            .owner_name = to.name,
            .next_step = step.deed == Deed::accept || step.deed == Deed::answer
                             ? "家庭訪問の日を決める"
                             : "",
            .family_answer = step.deed == Deed::confirm ? "yes" : "",
            .on = day,
            .watch_dates = {}};
        handover::save(tx_, vault_, before, handover::perform(attempt, before).value(), attempt);
    }

    Tx& tx_;
    Vault& vault_;
    const Town& town_;
    const std::vector<Id<record::Case>>& cases_;
    Now now_;
    std::set<std::int64_t> used_;
};

}  // namespace

void send_requests(Tx& tx, Vault& vault, const Town& town,
                   const std::vector<Id<record::Case>>& cases, Now now) {
    Sending sending(tx, vault, town, cases, now);
    for (const auto& plots : {transfers(), coordinations(), inquiries()})
        for (const Plot& plot : plots) sending.send(plot);
}

}  // namespace michi::demo
