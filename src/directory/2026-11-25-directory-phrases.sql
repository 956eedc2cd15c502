-- What families say, and the kinds of service that answer it: best first. All words of a phrase
-- must stand in what was typed. The Centre may change them.
CREATE TABLE directory_phrase (
    words TEXT PRIMARY KEY,
    kinds TEXT NOT NULL,
    by_account BIGINT REFERENCES account (id),
    at BIGINT
);
INSERT INTO directory_phrase (words, kinds) VALUES
    ('夜間', 'short_stay medical_visiting_nurse medical_respite'),
    ('夜 眠れない', 'short_stay medical_visiting_nurse medical_respite'),
    ('緊急 預け', 'short_stay medical_respite daytime_respite'),
    ('預け', 'short_stay daytime_respite childcare_temporary'),
    ('預か', 'short_stay daytime_respite childcare_temporary'),
    ('レスパイト', 'short_stay medical_respite daytime_respite'),
    ('休みたい', 'short_stay daytime_respite medical_respite'),
    ('疲れ', 'short_stay daytime_respite medical_respite'),
    ('兄弟', 'daytime_respite short_stay peer_group'),
    ('きょうだい', 'daytime_respite short_stay peer_group'),
    ('先々', 'child_consultation_support consultation_support peer_group'),
    ('見通し', 'child_consultation_support consultation_support peer_group'),
    ('将来', 'child_consultation_support consultation_support peer_group'),
    ('仕事 育児', 'childcare_nursery childcare_centre after_school_day_service'),
    ('仕事', 'childcare_nursery childcare_centre after_school_day_service'),
    ('働き', 'childcare_nursery childcare_centre after_school_day_service'),
    ('復職', 'childcare_nursery childcare_centre childcare_sick'),
    ('保育園', 'childcare_nursery childcare_centre childcare_small'),
    ('放課後', 'after_school_day_service after_school_club'),
    ('お風呂', 'visiting_bath home_help medical_visiting_nurse'),
    ('入浴', 'visiting_bath home_help medical_visiting_nurse'),
    ('退院', 'medical_visiting_nurse child_consultation_support medical_clinic'),
    ('リハビリ', 'medical_rehabilitation medical_child_development medical_hospital'),
    ('停電', 'disaster_charging disaster_shelter'),
    ('避難', 'disaster_shelter disaster_charging'),
    ('仲間', 'peer_group parenting_centre'),
    ('親の会', 'peer_group parenting_centre');
