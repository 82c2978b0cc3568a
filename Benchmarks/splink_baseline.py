#!/usr/bin/env python3
"""Splink 5 (DuckDB) as the peer to beat: accuracy, seconds per stage, peak memory.

    splink_baseline.py --profile customers  --data DIR  --out result.csv --sweep
    splink_baseline.py --profile febrl3     --data febrl3.csv      (or Febrl's own dataset3.csv)
    splink_baseline.py --profile febrl4     --data dataset4a.csv --data dataset4b.csv
    splink_baseline.py --profile fake1000   --data fake_1000.csv
    splink_baseline.py --profile historical50k --data historical_half.csv

customers reads what gen_customers.py wrote into DIR with neutral headers (every
CSV there but truth*.csv, united) and DIR/truth.csv when it is there; the other
profiles carry their truth in the data.  --out writes source, source_row_id,
cluster_id (score_pairs.py reads it), --truth-out the matching truth file.

JSON on stdout: versions, rows, seconds per stage, peak RSS (whole process, MiB),
pairs scored, and - with --sweep - precision/recall/F1 over the threshold:
  edges     pairs at or above the threshold, as Splink's own accuracy chart has it
  clusters  all pairs inside the connected components at that threshold, which is
            what a merged customer master gets
always at match probability 0.9, 0.95, 0.99 and at the best F1.

Needs: pip install splink duckdb pyarrow numpy.
"""
import argparse
import csv
import glob
import json
import math
import os
import platform
import resource
import sys
import time

STARTED = time.perf_counter()
import duckdb  # noqa: E402
import numpy as np  # noqa: E402
import splink  # noqa: E402
import splink.comparison_level_library as cll  # noqa: E402
import splink.comparison_library as cl  # noqa: E402
from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: E402

IMPORT_SECONDS = time.perf_counter() - STARTED


def run(con, sql):
    """Run one statement to its end (DuckDB 2 refuses a second one while a result is open) and return its rows."""
    return con.execute(sql).fetchall()


class Clock:
    """Named stages; each is the wall time since the one before ended."""

    def __init__(self):
        self.stages, self.cpu = {}, {}
        self.skip()

    def lap(self, name):
        now, used = time.perf_counter(), time.process_time()
        self.stages[name] = round(self.stages.get(name, 0.0) + now - self.last, 3)
        self.cpu[name] = round(self.cpu.get(name, 0.0) + used - self.last_cpu, 3)
        self.skip()

    def skip(self):
        self.last, self.last_cpu = time.perf_counter(), time.process_time()


def peak_mib():
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0, 1)


def read_expression(path):
    path = path.replace("'", "''")
    if path.endswith(".parquet"):
        return "read_parquet('%s')" % path
    read = "read_csv('%s', header=true, all_varchar=true, delim=',', quote='\"', escape='\"')"
    if labelled(path):
        truth = path[: -len(".csv")] + ".truth.csv"
        return ("(select d.record_id as unique_id, d.* exclude (record_id), t.entity_id as cluster from %s d"
                " join %s t on t.source_row_id = d.record_id)" % (read % path, read % truth))
    return read % path


def labelled(path):
    """Is it a labelled set, with a neutral record_id and its truth in a file beside it?"""
    return path.endswith(".csv") and open(path, encoding="utf-8").readline().startswith("record_id,")


# ----------------------------------------------------------------------------
# Profiles.  Each fills the table "cleaned" (unique_id, source, source_row_id,
# label, columns to compare) and describes the model over it.

def text_key(column):
    """Lower case, no accents, letters and single spaces only; empty is null."""
    return ("nullif(trim(regexp_replace(regexp_replace(strip_accents(lower(%s)), '[^a-z0-9]+', ' ', 'g'),"
            " '\\s+', ' ', 'g')), '')") % column


def profile_customers(con, paths):
    directory = paths[0]
    files = sorted(p for p in glob.glob(os.path.join(directory, "*.csv"))
                   if not os.path.basename(p).startswith("truth"))
    union = " union all ".join(
        "select '%s' as source, * from %s" % (os.path.splitext(os.path.basename(p))[0].replace("'", "''"), read_expression(p))
        for p in files)
    truth = os.path.join(directory, "truth.csv")
    legal = ("\\b(incorporated|inc|llc|l l c|corporation|corp|company|co|limited|ltd|plc|llp|gmbh|g m b h|mbh|ag|kg|ohg|ug|e k|"
             "sarl|s a r l|sas|s a s|sa|s a|eurl|sl|s l|slu|pty|proprietary)\\b")
    run(con, "create table raw as %s" % union)
    run(con, """
        create table norm as
        select source || ':' || source_row_id as unique_id, source, source_row_id,
            {first} as first_name, {last} as last_name, {company} as company_text,
            nullif(regexp_replace(lower(trim(email)), '[+][^@]*@', '@'), '') as email,
            case when length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 7
                 then right(regexp_replace(split_part(lower(phone), 'x', 1), '[^0-9]', '', 'g'), 9) end as phone,
            {street} as street_text, {city} as city,
            nullif(regexp_replace(upper(postcode), '[^A-Z0-9]', '', 'g'), '') as postcode,
            nullif(regexp_replace(upper(vat_id), '[^A-Z0-9]', '', 'g'), '') as vat,
            try_strptime(birth_date, '%Y-%m-%d')::date::varchar as dob
        from raw""".format(first=text_key("first_name"), last=text_key("last_name"), company=text_key("company"),
                           street=text_key("street"), city=text_key("city")))
    run(con, """
        create table cleaned as
        select n.unique_id, n.source, n.source_row_id, n.first_name, n.last_name, n.email, n.phone, n.city, n.postcode, n.vat, n.dob,
            n.first_name || ' ' || n.last_name as full_name,
            nullif(trim(regexp_replace(regexp_replace(n.company_text, '{legal}', ' ', 'g'), '\\s+', ' ', 'g')), '') as company,
            regexp_extract(n.street_text, '[0-9]+[a-z]?') as house,
            nullif(trim(regexp_replace(regexp_replace(n.street_text,
                '\\b(street|st|avenue|ave|av|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|strasse|str|rue|calle|c|avenida|avda|close|way)\\b|[0-9]+[a-z]?', ' ', 'g'),
                '\\s+', ' ', 'g')), '') as street_name,
            case when n.first_name is null and n.last_name is null then 'c' else 'p' end as kind,
            {label} as label
        from norm n {join}""".format(
        legal=legal,
        label="t.entity_id" if os.path.exists(truth) else "null",
        join=("left join %s t on t.source = n.source and t.source_row_id = n.source_row_id" % read_expression(truth))
        if os.path.exists(truth) else ""))
    run(con, "drop table raw")
    run(con, "drop table norm")

    swapped = "first_name_l = last_name_r and last_name_l = first_name_r"
    first = cl.CustomComparison(
        output_column_name="first_name",
        comparison_levels=[
            cll.NullLevel("first_name"),
            cll.ExactMatchLevel("first_name", term_frequency_adjustments=True),
            cll.CustomLevel(swapped, label_for_charts="swapped"),
            cll.JaroWinklerLevel("first_name", 0.92),
            cll.CustomLevel("(length(first_name_l) = 1 or length(first_name_r) = 1) and substr(first_name_l,1,1) = substr(first_name_r,1,1)",
                            label_for_charts="initial"),
            cll.JaroWinklerLevel("first_name", 0.8),
            cll.ElseLevel(),
        ])
    last = cl.CustomComparison(
        output_column_name="last_name",
        comparison_levels=[
            cll.NullLevel("last_name"),
            cll.ExactMatchLevel("last_name", term_frequency_adjustments=True),
            cll.CustomLevel(swapped, label_for_charts="swapped"),
            cll.JaroWinklerLevel("last_name", 0.92),
            cll.CustomLevel("split_part(last_name_l,' ',1) = split_part(last_name_r,' ',1)", label_for_charts="first part"),
            cll.JaroWinklerLevel("last_name", 0.8),
            cll.ElseLevel(),
        ])
    company = cl.CustomComparison(
        output_column_name="company_identity",
        comparison_levels=[
            cll.And(cll.NullLevel("vat"), cll.NullLevel("company")),
            cll.ExactMatchLevel("vat"),
            cll.ExactMatchLevel("company", term_frequency_adjustments=True),
            cll.JaroWinklerLevel("company", 0.92),
            cll.JaroWinklerLevel("company", 0.85),
            cll.Or(cll.NullLevel("company")),
            cll.ElseLevel(),
        ])
    address = cl.CustomComparison(
        output_column_name="address",
        comparison_levels=[
            cll.And(cll.NullLevel("postcode"), cll.NullLevel("city")),
            cll.CustomLevel("postcode_l = postcode_r and house_l = house_r and street_name_l = street_name_r",
                            label_for_charts="postcode, house number and street"),
            cll.CustomLevel("postcode_l = postcode_r and house_l = house_r", label_for_charts="postcode and house number"),
            cll.CustomLevel("street_name_l = street_name_r and house_l = house_r", label_for_charts="street and house number"),
            cll.ExactMatchLevel("postcode", term_frequency_adjustments=True),
            cll.ExactMatchLevel("city", term_frequency_adjustments=True),
            cll.JaroWinklerLevel("city", 0.92),
            cll.ElseLevel(),
        ])
    phone = cl.CustomComparison(
        output_column_name="phone",
        comparison_levels=[
            cll.NullLevel("phone"),
            cll.ExactMatchLevel("phone", term_frequency_adjustments=True),
            cll.DamerauLevenshteinLevel("phone", 1),
            cll.ElseLevel(),
        ])
    email = cl.EmailComparison("email").configure(term_frequency_adjustments=True)
    return dict(
        comparisons=[first, last, email, phone, address, company,
                     cl.DateOfBirthComparison("dob", input_is_string=True)],
        blocking=[
            block_on("kind", "email"),
            block_on("kind", "phone"),
            block_on("last_name", "postcode"),
            block_on("first_name", "postcode", "house"),
            block_on("first_name", "last_name", "city"),
            block_on("first_name", "last_name", "company"),
            block_on("first_name", "last_name", "dob"),
            block_on("kind", "vat", "first_name"),
            block_on("company", "last_name"),
            block_on("kind", "company", "postcode"),
            block_on("kind", "vat", "house"),
            block_on("kind", "postcode", "house", "street_name"),
            block_on("dob", "substr(last_name,1,2)"),
            block_on("substr(first_name,1,3)", "last_name", "substr(postcode,1,3)"),
        ],
        deterministic=[block_on("first_name", "last_name", "email"), block_on("first_name", "last_name", "phone"),
                       block_on("first_name", "last_name", "postcode", "house")],
        recall=0.6,
        em=[block_on("first_name", "last_name", "phone"), block_on("first_name", "last_name", "email"), block_on("dob", "postcode")],
        max_u=2e6, em_pairs=3e6)


def febrl_columns(path):
    if labelled(path):
        rows, key, label = read_expression(path), "unique_id", "cluster"
    else:
        rows = """read_csv('%s', header=true, all_varchar=true, delim=',', names=['rec_id','given_name','surname','street_number',
            'address_1','address_2','suburb','postcode','state','date_of_birth','soc_sec_id'])""" % path.replace("'", "''")
        key, label = "trim(rec_id)", "regexp_extract(trim(rec_id), 'rec-([0-9]+)-', 1)"
    return """
        select %s as unique_id, nullif(trim(given_name), '') as given_name, nullif(trim(surname), '') as surname,
            nullif(trim(street_number), '') as street_number, nullif(trim(address_1), '') as address_1,
            nullif(trim(address_2), '') as address_2, nullif(trim(suburb), '') as suburb,
            nullif(trim(postcode), '') as postcode, nullif(trim(state), '') as state,
            nullif(trim(date_of_birth), '') as dob, nullif(trim(soc_sec_id), '') as ssid,
            %s as label
        from %s""" % (key, label, rows)


def febrl_model(blocking):
    return dict(
        comparisons=[
            cl.ForenameSurnameComparison("given_name", "surname", forename_surname_concat_col_name="full_name"),
            cl.DateOfBirthComparison("dob", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("ssid", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address_1", [0.9]),
            cl.JaroWinklerAtThresholds("suburb", [0.9]).configure(term_frequency_adjustments=True),
        ],
        blocking=blocking,
        deterministic=[block_on("ssid"), block_on("given_name", "surname", "dob")],
        recall=0.85,
        em=[block_on("dob"), block_on("postcode")],
        max_u=1e6, em_pairs=None)


FEBRL_BLOCKING = ["ssid", "given_name", "surname", "dob", "postcode"]


def profile_febrl3(con, paths):
    run(con, """create table cleaned as select *, 'febrl3' as source, unique_id as source_row_id,
        given_name || ' ' || surname as full_name from (%s)""" % febrl_columns(paths[0]))
    return febrl_model([block_on(c) for c in FEBRL_BLOCKING] + [block_on("suburb", "street_number"), block_on("address_1")])


def profile_febrl4(con, paths):
    run(con, """create table cleaned as select *, unique_id as source_row_id, given_name || ' ' || surname as full_name
        from (select 'a' as source, * from (%s) union all select 'b' as source, * from (%s))"""
                % (febrl_columns(paths[0]), febrl_columns(paths[1])))
    return febrl_model([block_on(c) for c in FEBRL_BLOCKING] + [block_on("suburb", "street_number"), block_on("address_1")])


def profile_fake1000(con, paths):
    label = "cluster" if labelled(paths[0]) or "cluster" in open(paths[0], encoding="utf-8").readline() else '"group"'
    run(con, """create table cleaned as select 'f' || unique_id as unique_id, 'fake' as source, unique_id as source_row_id,
        first_name, surname, first_name || ' ' || surname as full_name, dob, city, email, %s as label
        from %s""" % (label, read_expression(paths[0])))
    return dict(
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="full_name"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.LevenshteinAtThresholds("city", [1, 2]).configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        blocking=[block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email"),
                  "l.first_name = r.surname"],
        deterministic=["l.first_name = r.first_name and levenshtein(r.dob, l.dob) <= 1",
                       "l.surname = r.surname and levenshtein(r.dob, l.dob) <= 1", block_on("email")],
        recall=0.7, em=[block_on("dob"), block_on("email"), block_on("first_name")], max_u=1e6, em_pairs=None)


def profile_historical50k(con, paths):
    run(con, """create table cleaned as select unique_id, 'hist' as source, unique_id as source_row_id,
        first_name, surname, first_name || ' ' || surname as full_name, dob::varchar as dob, birth_place, postcode_fake as postcode,
        occupation, cluster as label from %s""" % read_expression(paths[0]))
    return dict(
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="full_name"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        blocking=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"), block_on("surname", "dob"), block_on("first_name", "dob"),
            block_on("postcode", "first_name"), block_on("postcode", "surname"), block_on("dob", "birth_place"),
            block_on("substr(postcode,1,3)", "dob"), block_on("substr(postcode,1,3)", "first_name"),
            block_on("substr(postcode,1,3)", "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        deterministic=[block_on("first_name", "surname", "dob"),
                       block_on("substr(first_name,1,2)", "surname", "substr(postcode,1,2)"), block_on("dob", "postcode")],
        recall=0.6, em=[block_on("first_name", "surname"), block_on("dob")], max_u=1e7, em_pairs=None)


PROFILES = {"customers": profile_customers, "febrl3": profile_febrl3, "febrl4": profile_febrl4,
            "fake1000": profile_fake1000, "historical50k": profile_historical50k}


# ----------------------------------------------------------------------------
# Sweep: edges in falling weight, union-find with entity counts per component.

def ratio(a, b):
    return a / b if b else 1.0


def prf(correct, predicted, true):
    p, r = ratio(correct, predicted), ratio(correct, true)
    return {"precision": round(p, 5), "recall": round(r, 5), "f1": round(2 * p * r / (p + r), 5) if p + r else 0.0,
            "predicted": int(predicted), "correct": int(correct)}


def sweep(left, right, weight, label, link_only_true=None):
    """left/right: row numbers of each edge, weight: its match weight (log2 odds), label: entity number per row."""
    order = np.argsort(-weight, kind="stable")
    left, right, weight = left[order], right[order], weight[order]
    same = label[left] == label[right]
    sizes = np.bincount(label)
    true = int((sizes * (sizes - 1) // 2).sum()) if link_only_true is None else link_only_true

    marks = sorted({round(w * 0.25, 2) for w in range(-20, 161)} | {math.log2(p / (1 - p)) for p in (0.5, 0.9, 0.95, 0.99, 0.999)},
                   reverse=True)
    cut = np.searchsorted(-weight, [-m for m in marks], side="right")
    cumulative = np.concatenate([[0], np.cumsum(same)])

    parent = list(range(len(label)))
    members = [None] * len(label)     # entity -> rows, only once a component has two rows
    size = [1] * len(label)
    label_list = label.tolist()
    edge_l, edge_r = left.tolist(), right.tolist()
    predicted = correct = 0
    at = 0
    table = []
    for mark, end in zip(marks, cut):
        for i in range(at, end):
            a, b = edge_l[i], edge_r[i]
            while parent[a] != a:
                parent[a] = parent[parent[a]]
                a = parent[a]
            while parent[b] != b:
                parent[b] = parent[parent[b]]
                b = parent[b]
            if a == b:
                continue
            if size[a] < size[b]:
                a, b = b, a
            ma = members[a] or {label_list[a]: 1}
            mb = members[b] or {label_list[b]: 1}
            predicted += size[a] * size[b]
            if len(mb) > len(ma):
                for e, n in ma.items():
                    correct += n * mb.get(e, 0)
                    mb[e] = mb.get(e, 0) + n
                members[a] = mb
            else:
                for e, n in mb.items():
                    correct += n * ma.get(e, 0)
                    ma[e] = ma.get(e, 0) + n
                members[a] = ma
            members[b] = None
            parent[b] = a
            size[a] += size[b]
        at = end
        table.append({"match_weight": round(mark, 3), "match_probability": round(1 / (1 + 2.0 ** -mark), 6),
                      "edges": prf(int(cumulative[end]), end, true), "clusters": prf(correct, predicted, true)})
    best = {kind: max(table, key=lambda row: row[kind]["f1"]) for kind in ("edges", "clusters")}
    near = {}
    for p in (0.9, 0.95, 0.99):
        w = math.log2(p / (1 - p))
        near[str(p)] = min(table, key=lambda row: abs(row["match_weight"] - w))
    found = int(cumulative[len(same)])
    return {"true_pairs": true, "true_pairs_among_kept_edges": found, "blocking_recall": round(ratio(found, true), 5),
            "best_edges": best["edges"], "best_clusters": best["clusters"], "at_probability": near,
            "curve": [[r["match_weight"], r["clusters"]["precision"], r["clusters"]["recall"], r["clusters"]["f1"]] for r in table]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", required=True, choices=sorted(PROFILES))
    parser.add_argument("--data", required=True, action="append", help="a directory (customers) or a file; febrl4 takes two")
    parser.add_argument("--out", help="result CSV: source, source_row_id, cluster_id")
    parser.add_argument("--truth-out", help="truth CSV: source, source_row_id, entity_id")
    parser.add_argument("--json", help="write the JSON here too")
    parser.add_argument("--threshold", type=float, default=0.95, help="match probability for the clusters in --out")
    parser.add_argument("--best", action="store_true", help="cluster at the sweep's best weight instead of --threshold")
    parser.add_argument("--keep-weight", type=float, default=-5.0, help="edges below this match weight are dropped by predict()")
    parser.add_argument("--sweep", action="store_true")
    parser.add_argument("--curve", action="store_true", help="keep the whole curve in the JSON")
    parser.add_argument("--link-only", action="store_true", help="febrl4: only pairs between the two files")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--memory", help="DuckDB memory_limit, e.g. 16GB")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--em-pairs", type=float)
    parser.add_argument("--u-pairs", type=float, help="max_pairs of estimate_u_using_random_sampling (default: the profile's)")
    parser.add_argument("--supervised", action="store_true", help="m from the true labels instead of EM: an upper bound, not fair play")
    parser.add_argument("--weights", action="store_true", help="print the trained match weights to stderr")
    args = parser.parse_args()

    clock = Clock()
    con = duckdb.connect()
    if args.threads:
        run(con, "set threads to %d" % args.threads)
    if args.memory:
        run(con, "set memory_limit = '%s'" % args.memory)
    model = PROFILES[args.profile](con, args.data)
    rows = run(con, "select count(*) from cleaned")[0][0]
    clock.lap("read_and_clean")

    link_type = "link_only" if args.link_only else "dedupe_only"
    api = DuckDBAPI(connection=con)
    if args.link_only:
        frames = []
        for name in ("a", "b"):
            frames.append(api.register(con.sql("select * exclude (source) from cleaned where source = '%s'" % name),
                                       dataset_display_name=name))
    else:
        frames = api.register(con.sql("select * exclude (source) from cleaned"), dataset_display_name="cleaned_rows")
    settings = SettingsCreator(link_type=link_type, comparisons=model["comparisons"],
                               blocking_rules_to_generate_predictions=model["blocking"],
                               retain_matching_columns=False, retain_intermediate_calculation_columns=False)
    linker = Linker(frames, settings, log_level=None, validate_settings=False)
    clock.lap("set_up")
    linker.training.estimate_probability_two_random_records_match(model["deterministic"], recall=model["recall"])
    clock.lap("train_prior")
    linker.training.estimate_u_using_random_sampling(max_pairs=args.u_pairs or model["max_u"], seed=args.seed)
    clock.lap("train_u")
    if args.supervised:
        linker.training.estimate_m_from_label_column("label")
    for rule in [] if args.supervised else model["em"]:
        pairs = args.em_pairs or model["em_pairs"]
        extra = {"max_pairs": pairs} if pairs else {}
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, **extra)
    clock.lap("train_em")
    if args.weights:
        for comparison in linker._settings_obj.comparisons:
            for level in comparison.comparison_levels:
                if not level.is_null_level:
                    m, u = level.m_probability, level.u_probability
                    w = math.log2(m / u) if m and u else float("nan")
                    print("%-28s %-70s m %.5f u %.8f w %+.2f" % (
                        comparison.output_column_name, level.label_for_charts[:70], m or 0, u or 0, w), file=sys.stderr)

    blocked = linker.inference.compute_blocked_pairs_for_predict()
    clock.lap("block")
    scored = blocked.query_sql("select count(*) as n from {this}").as_record_list()[0]["n"]
    clock.skip()
    predictions = linker.inference.predict(threshold_match_weight=args.keep_weight, warning_mode="never")
    clock.lap("score")

    edges_table = predictions.physical_name
    swept = None
    if args.sweep or args.best:
        run(con, "create table numbered as select unique_id, source, (row_number() over (order by source, unique_id) - 1)::int as n, label from cleaned")
        label_names = con.execute("select label from numbered order by n").fetchnumpy()["label"]
        _, label = np.unique(np.asarray(label_names, dtype=str), return_inverse=True)
        got = con.execute("""select a.n as l, b.n as r, e.match_weight as w from %s e
            join numbered a on a.unique_id = e.unique_id_l %s
            join numbered b on b.unique_id = e.unique_id_r %s""" % (
            edges_table, "and a.source = e.source_dataset_l" if args.link_only else "",
            "and b.source = e.source_dataset_r" if args.link_only else "")).fetchnumpy()
        swept = sweep(np.asarray(got["l"]), np.asarray(got["r"]), np.asarray(got["w"], dtype=float), label)
        if not args.curve:
            swept.pop("curve")
        clock.skip()

    threshold = swept["best_clusters"]["match_probability"] if args.best else args.threshold
    threshold = min(threshold, 0.999999)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=threshold)
    clock.lap("cluster")
    if args.out:
        if args.link_only:
            sql = "select source_dataset as source, unique_id as source_row_id, cluster_id from %s" % clusters.physical_name
        else:
            sql = "select c.source, c.source_row_id, k.cluster_id from %s k join cleaned c using (unique_id)" % clusters.physical_name
        run(con, "copy (%s) to '%s' (header, delimiter ',')" % (sql, args.out))
        clock.lap("write")
    if args.truth_out:
        run(con, "copy (select source, source_row_id, label as entity_id from cleaned) to '%s' (header, delimiter ',')" % args.truth_out)

    kept = run(con, "select count(*) from %s" % edges_table)[0][0]
    total = sum(clock.stages.values())
    result = {
        "profile": args.profile, "link_type": link_type, "rows": rows,
        "splink": splink.__version__, "duckdb": duckdb.__version__, "python": platform.python_version(),
        "threads": run(con, "select current_setting('threads')")[0][0],
        "pairs_scored": int(scored), "edges_kept": int(kept), "cluster_threshold": threshold,
        "import_seconds": round(IMPORT_SECONDS, 3), "seconds": clock.stages, "seconds_total": round(total, 3),
        "seconds_without_training": round(total - sum(v for k, v in clock.stages.items() if k.startswith("train")), 3),
        "cpu_seconds": clock.cpu, "cpu_seconds_total": round(sum(clock.cpu.values()), 3),
        "cpu_seconds_without_training": round(sum(v for k, v in clock.cpu.items() if not k.startswith("train")), 3),
        "load_average": os.getloadavg(), "supervised_m": args.supervised, "peak_rss_mib": peak_mib(), "sweep": swept,
    }
    text = json.dumps(result, indent=1)
    print(text)
    if args.json:
        with open(args.json, "w") as handle:
            handle.write(text + "\n")


if __name__ == "__main__":
    main()
