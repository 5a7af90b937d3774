using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Balsts.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    disabled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "activities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    author_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    appointment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    initiative_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    is_online = table.Column<bool>(type: "INTEGER", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    topic = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    goal_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    need_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    logged_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sameness = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    removed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "activity_deltas",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    appointment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    activities = table.Column<int>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    with_goal = table.Column<int>(type: "INTEGER", nullable: false),
                    with_need = table.Column<int>(type: "INTEGER", nullable: false),
                    contacts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity_deltas", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "activity_ratings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    activity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    value = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity_ratings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "activity_remarks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    activity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    author_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity_remarks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agreement_reasons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supporter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_reasons", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agreement_terms",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supporter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    focus = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    goals = table.Column<string>(type: "TEXT", nullable: false),
                    sharing_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_terms", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    rights = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    only_reads = table.Column<bool>(type: "INTEGER", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_tokens", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "appointments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    appointed_by_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    appointed_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    load = table.Column<int>(type: "INTEGER", nullable: false),
                    source_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    succeeds_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    told_of = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feed_readings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feed_readings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feeds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    answered_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    erased = table.Column<string>(type: "TEXT", nullable: false),
                    name_is_erased = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "door_letters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    change_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    mark_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    next_try_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_door_letters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    window_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    begun = table.Column<int>(type: "INTEGER", nullable: true),
                    fields = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "email_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    asked_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    old_email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    confirm_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    stop_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stopped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_email_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "funding_sources",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    sort_name = table.Column<string>(type: "TEXT", maxLength: 601, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    acknowledgement = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_funding_sources", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "goals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    supporter_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    set_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    statement = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    measure = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    sharing_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "groups",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    post = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    station = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    sort_name = table.Column<string>(type: "TEXT", maxLength: 601, nullable: false),
                    search_text = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    goal_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    end_reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_groups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "history",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    facts = table.Column<string>(type: "TEXT", nullable: false),
                    detail_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: true),
                    seal = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_history", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "history_anchors",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    seal = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_history_anchors", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "history_details",
                columns: table => new
                {
                    entry_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    salt = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_history_details", x => x.entry_id);
                });

            migrationBuilder.CreateTable(
                name: "house_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_house_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "initiatives",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    organiser_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    sort_name = table.Column<string>(type: "TEXT", maxLength: 601, nullable: false),
                    aim = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    source_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    plan_days = table.Column<int>(type: "INTEGER", nullable: false),
                    report_days = table.Column<int>(type: "INTEGER", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    end_reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiatives", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invited_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    token_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "known_devices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mark_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_known_devices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lesson_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supporter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    started_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    current = table.Column<int>(type: "INTEGER", nullable: false),
                    tried_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lesson_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "letters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    unsubscribe = table.Column<string>(type: "TEXT", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    next_try_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "loads_used",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    appointment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    activities = table.Column<int>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_loads_used", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mandates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    post = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    given_by_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    given_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mandates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "month_reminders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_month_reminders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "monthly_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    appointment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organiser_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    accepted_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_monthly_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "monthly_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organiser_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    submitted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    accepted_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_monthly_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "moved_years",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_moved_years", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "needs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stated_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stated_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    statement = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    target = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    school_year = table.Column<int>(type: "INTEGER", nullable: false),
                    met_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_needs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "nominations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    load = table.Column<int>(type: "INTEGER", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    source_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    succeeds_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    nominated_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    nominated_by_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    nominated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    charter_version = table.Column<int>(type: "INTEGER", nullable: false),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nominations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_choices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    weekday = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kinds = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    has_daily = table.Column<bool>(type: "INTEGER", nullable: false),
                    has_weekly = table.Column<bool>(type: "INTEGER", nullable: false),
                    off_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_choices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    args = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    mailed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "observation_forms",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 1280, nullable: false),
                    sort_name = table.Column<string>(type: "TEXT", maxLength: 601, nullable: false),
                    current = table.Column<int>(type: "INTEGER", nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    retired_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_observation_forms", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "observations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    observer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    focus = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    well = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    otherwise = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    ask = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    strengths = table.Column<string>(type: "TEXT", nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    sharing_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_observations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "passkeys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1023, nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", maxLength: 2000, nullable: false),
                    sign_count = table.Column<long>(type: "INTEGER", nullable: false),
                    transports = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    is_backup_eligible = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_backed_up = table.Column<bool>(type: "INTEGER", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passkeys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    given_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    family_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    sort_name = table.Column<string>(type: "TEXT", maxLength: 601, nullable: false),
                    search_text = table.Column<string>(type: "TEXT", maxLength: 456, nullable: false),
                    name_key = table.Column<string>(type: "TEXT", maxLength: 201, nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    merged_into_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "people_import_mappings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    headers = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    columns = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people_import_mappings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "people_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    employments = table.Column<int>(type: "INTEGER", nullable: false),
                    updated = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    refused = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person_years",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    activities = table.Column<int>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    with_goal = table.Column<int>(type: "INTEGER", nullable: false),
                    with_need = table.Column<int>(type: "INTEGER", nullable: false),
                    training_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    weeks = table.Column<long>(type: "INTEGER", nullable: false),
                    last_on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_years", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "private_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    author_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "BLOB", nullable: false),
                    written_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_private_notes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "promise_tallies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    regular_until = table.Column<int>(type: "INTEGER", nullable: false),
                    reached = table.Column<int>(type: "INTEGER", nullable: false),
                    purposeful = table.Column<int>(type: "INTEGER", nullable: false),
                    aligned = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_promise_tallies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    author_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    addressee_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    decision = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    effect = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    published_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "protection_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "report_drafts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    judgement = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    next = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    written_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reset_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    token_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reset_links", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "restrictions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_restrictions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "second_factors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sealed_key = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_step = table.Column<long>(type: "INTEGER", nullable: false),
                    code_hashes = table.Column<string>(type: "TEXT", maxLength: 640, nullable: false),
                    wrong_codes = table.Column<int>(type: "INTEGER", nullable: false),
                    rests_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_second_factors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    browser = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    platform = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    proved_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    owes_factor = table.Column<bool>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sharing_decisions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    layer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sharing_decisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "submissions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_submissions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "support_agreements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supporter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    offered_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    initiative_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    renews_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    every_weeks = table.Column<int>(type: "INTEGER", nullable: true),
                    minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    confirmed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_support_agreements", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "touched_years",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_touched_years", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "traces",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    viewer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    posts = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_traces", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tries",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    whom_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tries", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "unit_staff",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    people = table.Column<int>(type: "INTEGER", nullable: false),
                    useful_tenths = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_staff", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_successions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    from_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    to_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_successions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_tallies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    activities = table.Column<int>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    with_goal = table.Column<int>(type: "INTEGER", nullable: false),
                    with_need = table.Column<int>(type: "INTEGER", nullable: false),
                    contacts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_tallies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "units",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    sort_name = table.Column<string>(type: "TEXT", maxLength: 601, nullable: false),
                    search_text = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    founder = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_units", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "visits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agreement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    observer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    form_version_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    goal_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    offered_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    is_online = table.Column<bool>(type: "INTEGER", nullable: false),
                    also = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    began_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    feedback_due_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    evaluated_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    feedback_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    observer_confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    revisit_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    activity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    sharing_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visits", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "works",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    order = table.Column<string>(type: "TEXT", nullable: false),
                    asked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    done = table.Column<int>(type: "INTEGER", nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    alive_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_works", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "account_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_claims_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_account_logins_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_account_tokens_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "activity_people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    activity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_activity_people_activities_activity_id",
                        column: x => x.activity_id,
                        principalTable: "activities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "funded_units",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    source_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_funded_units", x => x.id);
                    table.ForeignKey(
                        name: "fk_funded_units_funding_sources_source_id",
                        column: x => x.source_id,
                        principalTable: "funding_sources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "norm_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    source_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    load = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_norm_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_norm_lines_funding_sources_source_id",
                        column: x => x.source_id,
                        principalTable: "funding_sources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "group_members",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_members", x => x.id);
                    table.ForeignKey(
                        name: "fk_group_members_groups_group_id",
                        column: x => x.group_id,
                        principalTable: "groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "group_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    is_online = table.Column<bool>(type: "INTEGER", nullable: false),
                    topic = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    held_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    activity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_group_sessions_groups_group_id",
                        column: x => x.group_id,
                        principalTable: "groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "initiative_meetings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    initiative_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    school_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    held_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    notes = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    decisions = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_meetings", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_meetings_initiatives_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiatives",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "initiative_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    initiative_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    judgement = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    published_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    figures = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_reports", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_reports_initiatives_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiatives",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "initiative_schools",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    initiative_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agreed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    contact_person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    wants = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    leave_reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    paused_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    paused_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    pause_reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_schools", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_schools_initiatives_initiative_id",
                        column: x => x.initiative_id,
                        principalTable: "initiatives",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "lesson_plan_editions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    lesson_plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supporter_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    started_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    written_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lesson_plan_editions", x => x.id);
                    table.ForeignKey(
                        name: "fk_lesson_plan_editions_lesson_plans_lesson_plan_id",
                        column: x => x.lesson_plan_id,
                        principalTable: "lesson_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mandate_units",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    mandate_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tie_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mandate_units", x => x.id);
                    table.ForeignKey(
                        name: "fk_mandate_units_mandates_mandate_id",
                        column: x => x.mandate_id,
                        principalTable: "mandates",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    is_online = table.Column<bool>(type: "INTEGER", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    topic = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    moved_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    continues_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    from_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    goal_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    need_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    activity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_plan_lines_monthly_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "monthly_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_remarks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_remarks", x => x.id);
                    table.ForeignKey(
                        name: "fk_plan_remarks_monthly_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "monthly_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_amendments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    activity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    on_before = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    kind_before = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    minutes_before = table.Column<int>(type: "INTEGER", nullable: true),
                    people_before = table.Column<int>(type: "INTEGER", nullable: true),
                    on_after = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    kind_after = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    minutes_after = table.Column<int>(type: "INTEGER", nullable: true),
                    people_after = table.Column<int>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_amendments", x => x.id);
                    table.ForeignKey(
                        name: "fk_report_amendments_monthly_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "monthly_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_attachments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from_round = table.Column<int>(type: "INTEGER", nullable: false),
                    until_round = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_attachments", x => x.id);
                    table.ForeignKey(
                        name: "fk_report_attachments_monthly_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "monthly_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_rounds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    judgement = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    next = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    submitted_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    remark = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_rounds", x => x.id);
                    table.ForeignKey(
                        name: "fk_report_rounds_monthly_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "monthly_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_slices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    judgement = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    needed = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    turned_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    turned_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    remark = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_slices", x => x.id);
                    table.ForeignKey(
                        name: "fk_report_slices_monthly_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "monthly_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "form_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    form_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    published_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_form_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_form_versions_observation_forms_form_id",
                        column: x => x.form_id,
                        principalTable: "observation_forms",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreed_actions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    observation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    observer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    how = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    agreed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    came = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    checked_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreed_actions", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreed_actions_observations_observation_id",
                        column: x => x.observation_id,
                        principalTable: "observations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "visit_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    observation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    takes_back_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_visit_entries_observations_observation_id",
                        column: x => x.observation_id,
                        principalTable: "observations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "employments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    load = table.Column<int>(type: "INTEGER", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_employments", x => x.id);
                    table.ForeignKey(
                        name: "fk_employments_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_external_ids",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    system = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_external_ids", x => x.id);
                    table.ForeignKey(
                        name: "fk_person_external_ids_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_ties",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    whole_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_ties", x => x.id);
                    table.ForeignKey(
                        name: "fk_person_ties_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_draft_parts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    draft_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    judgement = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    needed = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_draft_parts", x => x.id);
                    table.ForeignKey(
                        name: "fk_report_draft_parts_report_drafts_draft_id",
                        column: x => x.draft_id,
                        principalTable: "report_drafts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unit_external_ids",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    system = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_external_ids", x => x.id);
                    table.ForeignKey(
                        name: "fk_unit_external_ids_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unit_placements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    parent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    territory_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_placements", x => x.id);
                    table.ForeignKey(
                        name: "fk_unit_placements_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "group_attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_attendance", x => x.id);
                    table.ForeignKey(
                        name: "fk_group_attendance_group_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "group_sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "initiative_meeting_people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    meeting_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_initiative_meeting_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_initiative_meeting_people_initiative_meetings_meeting_id",
                        column: x => x.meeting_id,
                        principalTable: "initiative_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mentorships",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    initiative_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    school_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    appointment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mentorships", x => x.id);
                    table.ForeignKey(
                        name: "fk_mentorships_initiative_schools_school_id",
                        column: x => x.school_id,
                        principalTable: "initiative_schools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "participants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    initiative_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    school_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    training = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    training_hours = table.Column<int>(type: "INTEGER", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    leave_reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_participants", x => x.id);
                    table.ForeignKey(
                        name: "fk_participants_initiative_schools_school_id",
                        column: x => x.school_id,
                        principalTable: "initiative_schools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_line_people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    line_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_line_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_plan_line_people_plan_lines_line_id",
                        column: x => x.line_id,
                        principalTable: "plan_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    slice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    activity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    plan_line_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    moved_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    topic = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    people = table.Column<string>(type: "TEXT", nullable: false),
                    planned_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    done_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    mark = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    goal_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    place = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_report_lines_report_slices_slice_id",
                        column: x => x.slice_id,
                        principalTable: "report_slices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "line_remarks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    country_id = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    thread = table.Column<Guid>(type: "TEXT", nullable: false),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_line_remarks", x => x.id);
                    table.ForeignKey(
                        name: "fk_line_remarks_monthly_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "monthly_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_line_remarks_report_lines_line_id",
                        column: x => x.line_id,
                        principalTable: "report_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "house_version",
                columns: new[] { "id", "number" },
                values: new object[] { 1, 1L });

            migrationBuilder.CreateIndex(
                name: "ix_account_claims_user_id",
                table: "account_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_logins_user_id",
                table: "account_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "email_index",
                table: "accounts",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_accounts_person_id",
                table: "accounts",
                column: "person_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "user_name_index",
                table: "accounts",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_activities_author_id_on",
                table: "activities",
                columns: new[] { "author_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_activities_author_id_sameness",
                table: "activities",
                columns: new[] { "author_id", "sameness" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_activities_country_id_on_id",
                table: "activities",
                columns: new[] { "country_id", "on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_activities_group_id",
                table: "activities",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_activities_initiative_id_on",
                table: "activities",
                columns: new[] { "initiative_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_activities_unit_id_on",
                table: "activities",
                columns: new[] { "unit_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_activity_deltas_appointment_id",
                table: "activity_deltas",
                column: "appointment_id");

            migrationBuilder.CreateIndex(
                name: "ix_activity_people_activity_id",
                table: "activity_people",
                column: "activity_id");

            migrationBuilder.CreateIndex(
                name: "ix_activity_people_person_id",
                table: "activity_people",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_activity_ratings_activity_id",
                table: "activity_ratings",
                column: "activity_id");

            migrationBuilder.CreateIndex(
                name: "ix_activity_ratings_person_id",
                table: "activity_ratings",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_activity_remarks_activity_id",
                table: "activity_remarks",
                column: "activity_id");

            migrationBuilder.CreateIndex(
                name: "ix_activity_remarks_author_id",
                table: "activity_remarks",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_activity_remarks_person_id",
                table: "activity_remarks",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreed_actions_observation_id",
                table: "agreed_actions",
                column: "observation_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreed_actions_observer_id_state_due_on",
                table: "agreed_actions",
                columns: new[] { "observer_id", "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_agreed_actions_person_id_state_due_on",
                table: "agreed_actions",
                columns: new[] { "person_id", "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_agreement_reasons_agreement_id",
                table: "agreement_reasons",
                column: "agreement_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreement_reasons_person_id",
                table: "agreement_reasons",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_reasons_supporter_id",
                table: "agreement_reasons",
                column: "supporter_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_terms_agreement_id",
                table: "agreement_terms",
                column: "agreement_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreement_terms_person_id",
                table: "agreement_terms",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_agreement_terms_supporter_id",
                table: "agreement_terms",
                column: "supporter_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_account_id",
                table: "api_tokens",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_hash",
                table: "api_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appointments_country_id_ends_on",
                table: "appointments",
                columns: new[] { "country_id", "ends_on" });

            migrationBuilder.CreateIndex(
                name: "ix_appointments_country_id_starts_on_id",
                table: "appointments",
                columns: new[] { "country_id", "starts_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_appointments_person_id",
                table: "appointments",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_succeeds_id",
                table: "appointments",
                column: "succeeds_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointments_unit_id",
                table: "appointments",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feed_readings_person_id",
                table: "calendar_feed_readings",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_person_id",
                table: "calendar_feeds",
                column: "person_id",
                unique: true,
                filter: "revoked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_secret_hash",
                table: "calendar_feeds",
                column: "secret_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_data_requests_person_id",
                table: "data_requests",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_data_requests_unit_id_state",
                table: "data_requests",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_door_letters_next_try_at",
                table: "door_letters",
                column: "next_try_at");

            migrationBuilder.CreateIndex(
                name: "ix_drafts_account_id_address",
                table: "drafts",
                columns: new[] { "account_id", "address" });

            migrationBuilder.CreateIndex(
                name: "ix_drafts_at",
                table: "drafts",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_email_changes_account_id",
                table: "email_changes",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_email_changes_confirm_hash",
                table: "email_changes",
                column: "confirm_hash");

            migrationBuilder.CreateIndex(
                name: "ix_email_changes_expires_at",
                table: "email_changes",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_email_changes_person_id",
                table: "email_changes",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_email_changes_stop_hash",
                table: "email_changes",
                column: "stop_hash");

            migrationBuilder.CreateIndex(
                name: "ix_employments_person_id",
                table: "employments",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_employments_unit_id",
                table: "employments",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_form_versions_form_id_number",
                table: "form_versions",
                columns: new[] { "form_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_funded_units_source_id",
                table: "funded_units",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_funded_units_unit_id",
                table: "funded_units",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_funding_sources_country_id_sort_name",
                table: "funding_sources",
                columns: new[] { "country_id", "sort_name" });

            migrationBuilder.CreateIndex(
                name: "ix_goals_country_id_starts_on_id",
                table: "goals",
                columns: new[] { "country_id", "starts_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_goals_person_id",
                table: "goals",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_goals_supporter_id",
                table: "goals",
                column: "supporter_id");

            migrationBuilder.CreateIndex(
                name: "ix_goals_unit_id_state",
                table: "goals",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_group_attendance_person_id",
                table: "group_attendance",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_group_attendance_session_id",
                table: "group_attendance",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_group_attendance_unit_id",
                table: "group_attendance",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_group_members_group_id",
                table: "group_members",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_group_members_person_id",
                table: "group_members",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_group_members_unit_id",
                table: "group_members",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_group_sessions_activity_id",
                table: "group_sessions",
                column: "activity_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_group_sessions_group_id_on",
                table: "group_sessions",
                columns: new[] { "group_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_groups_sort_name",
                table: "groups",
                column: "sort_name");

            migrationBuilder.CreateIndex(
                name: "ix_groups_station",
                table: "groups",
                column: "station",
                unique: true,
                filter: "ended_on IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_groups_unit_id",
                table: "groups",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_history_by_id",
                table: "history",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_history_number",
                table: "history",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_history_subject_id",
                table: "history",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_history_unsealed",
                table: "history",
                column: "id",
                filter: "number IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_meeting_people_meeting_id",
                table: "initiative_meeting_people",
                column: "meeting_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_meeting_people_person_id",
                table: "initiative_meeting_people",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_meetings_initiative_id_on",
                table: "initiative_meetings",
                columns: new[] { "initiative_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_initiative_reports_initiative_id_starts_on",
                table: "initiative_reports",
                columns: new[] { "initiative_id", "starts_on" });

            migrationBuilder.CreateIndex(
                name: "ix_initiative_schools_initiative_id",
                table: "initiative_schools",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiative_schools_unit_id",
                table: "initiative_schools",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_initiatives_country_id_sort_name",
                table: "initiatives",
                columns: new[] { "country_id", "sort_name" });

            migrationBuilder.CreateIndex(
                name: "ix_initiatives_organiser_unit_id",
                table: "initiatives",
                column: "organiser_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_invitations_account_id",
                table: "invitations",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_invitations_token_hash",
                table: "invitations",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_known_devices_account_id_mark_hash",
                table: "known_devices",
                columns: new[] { "account_id", "mark_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_known_devices_mark_hash",
                table: "known_devices",
                column: "mark_hash");

            migrationBuilder.CreateIndex(
                name: "ix_known_devices_used_at",
                table: "known_devices",
                column: "used_at");

            migrationBuilder.CreateIndex(
                name: "ix_lesson_plan_editions_by_id",
                table: "lesson_plan_editions",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_lesson_plan_editions_lesson_plan_id_number",
                table: "lesson_plan_editions",
                columns: new[] { "lesson_plan_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lesson_plan_editions_person_id",
                table: "lesson_plan_editions",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_lesson_plan_editions_supporter_id",
                table: "lesson_plan_editions",
                column: "supporter_id");

            migrationBuilder.CreateIndex(
                name: "ix_lesson_plans_person_id_started_on",
                table: "lesson_plans",
                columns: new[] { "person_id", "started_on" });

            migrationBuilder.CreateIndex(
                name: "ix_lesson_plans_supporter_id_started_on",
                table: "lesson_plans",
                columns: new[] { "supporter_id", "started_on" });

            migrationBuilder.CreateIndex(
                name: "ix_letters_on",
                table: "letters",
                column: "on");

            migrationBuilder.CreateIndex(
                name: "ix_letters_person_id_on",
                table: "letters",
                columns: new[] { "person_id", "on" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_letters_state_next_try_at",
                table: "letters",
                columns: new[] { "state", "next_try_at" });

            migrationBuilder.CreateIndex(
                name: "ix_line_remarks_line_id",
                table: "line_remarks",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "ix_line_remarks_report_id_unit_id",
                table: "line_remarks",
                columns: new[] { "report_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_loads_used_appointment_id_month",
                table: "loads_used",
                columns: new[] { "appointment_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_loads_used_country_id_month",
                table: "loads_used",
                columns: new[] { "country_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_mandate_units_mandate_id",
                table: "mandate_units",
                column: "mandate_id");

            migrationBuilder.CreateIndex(
                name: "ix_mandate_units_unit_id",
                table: "mandate_units",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_mandates_given_by_unit_id",
                table: "mandates",
                column: "given_by_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_mandates_person_id",
                table: "mandates",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_mandates_subject_id",
                table: "mandates",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_mentorships_initiative_id",
                table: "mentorships",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_mentorships_person_id",
                table: "mentorships",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_mentorships_school_id",
                table: "mentorships",
                column: "school_id");

            migrationBuilder.CreateIndex(
                name: "ix_mentorships_unit_id",
                table: "mentorships",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_month_reminders_at",
                table: "month_reminders",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_month_reminders_subject_id_month_kind",
                table: "month_reminders",
                columns: new[] { "subject_id", "month", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_monthly_plans_appointment_id_month",
                table: "monthly_plans",
                columns: new[] { "appointment_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_monthly_plans_organiser_unit_id_month",
                table: "monthly_plans",
                columns: new[] { "organiser_unit_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_monthly_plans_person_id_month",
                table: "monthly_plans",
                columns: new[] { "person_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_monthly_reports_organiser_unit_id_month",
                table: "monthly_reports",
                columns: new[] { "organiser_unit_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_monthly_reports_person_id_month",
                table: "monthly_reports",
                columns: new[] { "person_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_monthly_reports_plan_id",
                table: "monthly_reports",
                column: "plan_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_needs_country_id_stated_on_id",
                table: "needs",
                columns: new[] { "country_id", "stated_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_needs_unit_id_school_year",
                table: "needs",
                columns: new[] { "unit_id", "school_year" });

            migrationBuilder.CreateIndex(
                name: "ix_nominations_nominated_by_id",
                table: "nominations",
                column: "nominated_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_nominations_person_id_state",
                table: "nominations",
                columns: new[] { "person_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_nominations_succeeds_id",
                table: "nominations",
                column: "succeeds_id");

            migrationBuilder.CreateIndex(
                name: "ix_norm_lines_source_id",
                table: "norm_lines",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "ix_notice_choices_person_id",
                table: "notice_choices",
                column: "person_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notifications_mailed_at",
                table: "notifications",
                column: "mailed_at");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_person_id_read_at",
                table: "notifications",
                columns: new[] { "person_id", "read_at" });

            migrationBuilder.CreateIndex(
                name: "ix_observation_forms_country_id_sort_name",
                table: "observation_forms",
                columns: new[] { "country_id", "sort_name" });

            migrationBuilder.CreateIndex(
                name: "ix_observation_forms_country_id_unit_id_code",
                table: "observation_forms",
                columns: new[] { "country_id", "unit_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_observations_observer_id",
                table: "observations",
                column: "observer_id");

            migrationBuilder.CreateIndex(
                name: "ix_observations_person_id",
                table: "observations",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_observations_visit_id",
                table: "observations",
                column: "visit_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_participants_initiative_id",
                table: "participants",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_participants_person_id",
                table: "participants",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_participants_school_id",
                table: "participants",
                column: "school_id");

            migrationBuilder.CreateIndex(
                name: "ix_participants_unit_id",
                table: "participants",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_passkeys_account_id",
                table: "passkeys",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_passkeys_credential_id",
                table: "passkeys",
                column: "credential_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_country_id_email",
                table: "people",
                columns: new[] { "country_id", "email" },
                unique: true,
                filter: "email <> '' AND merged_into_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_people_country_id_sort_name",
                table: "people",
                columns: new[] { "country_id", "sort_name" });

            migrationBuilder.CreateIndex(
                name: "ix_people_email",
                table: "people",
                column: "email");

            migrationBuilder.CreateIndex(
                name: "ix_people_name_key",
                table: "people",
                column: "name_key");

            migrationBuilder.CreateIndex(
                name: "ix_people_sort_name",
                table: "people",
                column: "sort_name");

            migrationBuilder.CreateIndex(
                name: "ix_people_import_mappings_country_id_headers",
                table: "people_import_mappings",
                columns: new[] { "country_id", "headers" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_imports_by_id",
                table: "people_imports",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_people_imports_country_id_at",
                table: "people_imports",
                columns: new[] { "country_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_person_external_ids_country_id_system_value",
                table: "person_external_ids",
                columns: new[] { "country_id", "system", "value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_external_ids_person_id",
                table: "person_external_ids",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_ties_person_id_subject_id",
                table: "person_ties",
                columns: new[] { "person_id", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_person_ties_subject_id",
                table: "person_ties",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_years_person_id_year_unit_id",
                table: "person_years",
                columns: new[] { "person_id", "year", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_years_unit_id_year",
                table: "person_years",
                columns: new[] { "unit_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_line_people_line_id",
                table: "plan_line_people",
                column: "line_id");

            migrationBuilder.CreateIndex(
                name: "ix_plan_line_people_person_id",
                table: "plan_line_people",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_plan_lines_activity_id",
                table: "plan_lines",
                column: "activity_id");

            migrationBuilder.CreateIndex(
                name: "ix_plan_lines_plan_id_from_id",
                table: "plan_lines",
                columns: new[] { "plan_id", "from_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plan_lines_unit_id",
                table: "plan_lines",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_plan_remarks_plan_id_unit_id",
                table: "plan_remarks",
                columns: new[] { "plan_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_private_notes_author_id_subject_id",
                table: "private_notes",
                columns: new[] { "author_id", "subject_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_promise_tallies_country_id_year",
                table: "promise_tallies",
                columns: new[] { "country_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_promise_tallies_unit_id_year_regular_until",
                table: "promise_tallies",
                columns: new[] { "unit_id", "year", "regular_until" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_proposals_addressee_unit_id_on_id",
                table: "proposals",
                columns: new[] { "addressee_unit_id", "on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_proposals_author_id",
                table: "proposals",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_proposals_country_id_on_id",
                table: "proposals",
                columns: new[] { "country_id", "on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_report_amendments_report_id_unit_id",
                table: "report_amendments",
                columns: new[] { "report_id", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_report_attachments_file_id",
                table: "report_attachments",
                column: "file_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_report_attachments_report_id",
                table: "report_attachments",
                column: "report_id");

            migrationBuilder.CreateIndex(
                name: "ix_report_draft_parts_draft_id_unit_id",
                table: "report_draft_parts",
                columns: new[] { "draft_id", "unit_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_report_drafts_report_id",
                table: "report_drafts",
                column: "report_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_report_lines_activity_id",
                table: "report_lines",
                column: "activity_id");

            migrationBuilder.CreateIndex(
                name: "ix_report_lines_report_id",
                table: "report_lines",
                column: "report_id");

            migrationBuilder.CreateIndex(
                name: "ix_report_lines_slice_id",
                table: "report_lines",
                column: "slice_id");

            migrationBuilder.CreateIndex(
                name: "ix_report_rounds_report_id_number",
                table: "report_rounds",
                columns: new[] { "report_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_report_slices_report_id_unit_id_round",
                table: "report_slices",
                columns: new[] { "report_id", "unit_id", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_report_slices_unit_id",
                table: "report_slices",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_reset_links_account_id",
                table: "reset_links",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_reset_links_expires_at",
                table: "reset_links",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_reset_links_token_hash",
                table: "reset_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_restrictions_country_id",
                table: "restrictions",
                column: "country_id");

            migrationBuilder.CreateIndex(
                name: "ix_restrictions_person_id",
                table: "restrictions",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_restrictions_request_id",
                table: "restrictions",
                column: "request_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_second_factors_account_id",
                table: "second_factors",
                column: "account_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sessions_account_id",
                table: "sessions",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_used_at",
                table: "sessions",
                column: "used_at");

            migrationBuilder.CreateIndex(
                name: "ix_sharing_decisions_person_id_id",
                table: "sharing_decisions",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_sharing_decisions_subject_id",
                table: "sharing_decisions",
                column: "subject_id",
                unique: true,
                filter: "revoked_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_support_agreements_country_id_starts_on_id",
                table: "support_agreements",
                columns: new[] { "country_id", "starts_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_support_agreements_initiative_id",
                table: "support_agreements",
                column: "initiative_id");

            migrationBuilder.CreateIndex(
                name: "ix_support_agreements_person_id_state",
                table: "support_agreements",
                columns: new[] { "person_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_support_agreements_renews_id",
                table: "support_agreements",
                column: "renews_id",
                unique: true,
                filter: "renews_id IS NOT NULL AND state IN ('Offered', 'InForce')");

            migrationBuilder.CreateIndex(
                name: "ix_support_agreements_supporter_id_state",
                table: "support_agreements",
                columns: new[] { "supporter_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_support_agreements_unit_id_state",
                table: "support_agreements",
                columns: new[] { "unit_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_touched_years_person_id",
                table: "touched_years",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_traces_country_id_day",
                table: "traces",
                columns: new[] { "country_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_traces_person_id_day_id",
                table: "traces",
                columns: new[] { "person_id", "day", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_traces_viewer_id_subject_id_day",
                table: "traces",
                columns: new[] { "viewer_id", "subject_id", "day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tries_since",
                table: "tries",
                column: "since");

            migrationBuilder.CreateIndex(
                name: "ix_tries_whom_hash",
                table: "tries",
                column: "whom_hash");

            migrationBuilder.CreateIndex(
                name: "ix_unit_external_ids_country_id_system_value",
                table: "unit_external_ids",
                columns: new[] { "country_id", "system", "value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_external_ids_unit_id",
                table: "unit_external_ids",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_placements_parent_id",
                table: "unit_placements",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_placements_territory_id",
                table: "unit_placements",
                column: "territory_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_placements_unit_id",
                table: "unit_placements",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_staff_country_id_year",
                table: "unit_staff",
                columns: new[] { "country_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_unit_staff_unit_id_year",
                table: "unit_staff",
                columns: new[] { "unit_id", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unit_successions_from_id",
                table: "unit_successions",
                column: "from_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_successions_to_id",
                table: "unit_successions",
                column: "to_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_tallies_country_id_month",
                table: "unit_tallies",
                columns: new[] { "country_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_unit_tallies_unit_id_month_kind_field",
                table: "unit_tallies",
                columns: new[] { "unit_id", "month", "kind", "field" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_units_country_id_sort_name",
                table: "units",
                columns: new[] { "country_id", "sort_name" });

            migrationBuilder.CreateIndex(
                name: "ix_units_sort_name",
                table: "units",
                column: "sort_name");

            migrationBuilder.CreateIndex(
                name: "ix_visit_entries_by_id",
                table: "visit_entries",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_visit_entries_observation_id_at",
                table: "visit_entries",
                columns: new[] { "observation_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_visit_entries_person_id",
                table: "visit_entries",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_visits_activity_id",
                table: "visits",
                column: "activity_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_visits_agreement_id",
                table: "visits",
                column: "agreement_id");

            migrationBuilder.CreateIndex(
                name: "ix_visits_country_id_on_id",
                table: "visits",
                columns: new[] { "country_id", "on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_visits_observer_id_on",
                table: "visits",
                columns: new[] { "observer_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_visits_person_id_on",
                table: "visits",
                columns: new[] { "person_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_visits_unit_id_on",
                table: "visits",
                columns: new[] { "unit_id", "on" });

            migrationBuilder.CreateIndex(
                name: "ix_works_owner_id",
                table: "works",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_works_state",
                table: "works",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_claims");

            migrationBuilder.DropTable(
                name: "account_logins");

            migrationBuilder.DropTable(
                name: "account_tokens");

            migrationBuilder.DropTable(
                name: "activity_deltas");

            migrationBuilder.DropTable(
                name: "activity_people");

            migrationBuilder.DropTable(
                name: "activity_ratings");

            migrationBuilder.DropTable(
                name: "activity_remarks");

            migrationBuilder.DropTable(
                name: "agreed_actions");

            migrationBuilder.DropTable(
                name: "agreement_reasons");

            migrationBuilder.DropTable(
                name: "agreement_terms");

            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "appointments");

            migrationBuilder.DropTable(
                name: "calendar_feed_readings");

            migrationBuilder.DropTable(
                name: "calendar_feeds");

            migrationBuilder.DropTable(
                name: "data_requests");

            migrationBuilder.DropTable(
                name: "door_letters");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropTable(
                name: "email_changes");

            migrationBuilder.DropTable(
                name: "employments");

            migrationBuilder.DropTable(
                name: "form_versions");

            migrationBuilder.DropTable(
                name: "funded_units");

            migrationBuilder.DropTable(
                name: "goals");

            migrationBuilder.DropTable(
                name: "group_attendance");

            migrationBuilder.DropTable(
                name: "group_members");

            migrationBuilder.DropTable(
                name: "history");

            migrationBuilder.DropTable(
                name: "history_anchors");

            migrationBuilder.DropTable(
                name: "history_details");

            migrationBuilder.DropTable(
                name: "house_version");

            migrationBuilder.DropTable(
                name: "initiative_meeting_people");

            migrationBuilder.DropTable(
                name: "initiative_reports");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "known_devices");

            migrationBuilder.DropTable(
                name: "lesson_plan_editions");

            migrationBuilder.DropTable(
                name: "letters");

            migrationBuilder.DropTable(
                name: "line_remarks");

            migrationBuilder.DropTable(
                name: "loads_used");

            migrationBuilder.DropTable(
                name: "mandate_units");

            migrationBuilder.DropTable(
                name: "mentorships");

            migrationBuilder.DropTable(
                name: "month_reminders");

            migrationBuilder.DropTable(
                name: "moved_years");

            migrationBuilder.DropTable(
                name: "needs");

            migrationBuilder.DropTable(
                name: "nominations");

            migrationBuilder.DropTable(
                name: "norm_lines");

            migrationBuilder.DropTable(
                name: "notice_choices");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "participants");

            migrationBuilder.DropTable(
                name: "passkeys");

            migrationBuilder.DropTable(
                name: "people_import_mappings");

            migrationBuilder.DropTable(
                name: "people_imports");

            migrationBuilder.DropTable(
                name: "person_external_ids");

            migrationBuilder.DropTable(
                name: "person_ties");

            migrationBuilder.DropTable(
                name: "person_years");

            migrationBuilder.DropTable(
                name: "plan_line_people");

            migrationBuilder.DropTable(
                name: "plan_remarks");

            migrationBuilder.DropTable(
                name: "private_notes");

            migrationBuilder.DropTable(
                name: "promise_tallies");

            migrationBuilder.DropTable(
                name: "proposals");

            migrationBuilder.DropTable(
                name: "protection_keys");

            migrationBuilder.DropTable(
                name: "report_amendments");

            migrationBuilder.DropTable(
                name: "report_attachments");

            migrationBuilder.DropTable(
                name: "report_draft_parts");

            migrationBuilder.DropTable(
                name: "report_rounds");

            migrationBuilder.DropTable(
                name: "reset_links");

            migrationBuilder.DropTable(
                name: "restrictions");

            migrationBuilder.DropTable(
                name: "second_factors");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "sharing_decisions");

            migrationBuilder.DropTable(
                name: "submissions");

            migrationBuilder.DropTable(
                name: "support_agreements");

            migrationBuilder.DropTable(
                name: "touched_years");

            migrationBuilder.DropTable(
                name: "traces");

            migrationBuilder.DropTable(
                name: "tries");

            migrationBuilder.DropTable(
                name: "unit_external_ids");

            migrationBuilder.DropTable(
                name: "unit_placements");

            migrationBuilder.DropTable(
                name: "unit_staff");

            migrationBuilder.DropTable(
                name: "unit_successions");

            migrationBuilder.DropTable(
                name: "unit_tallies");

            migrationBuilder.DropTable(
                name: "visit_entries");

            migrationBuilder.DropTable(
                name: "visits");

            migrationBuilder.DropTable(
                name: "works");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "activities");

            migrationBuilder.DropTable(
                name: "observation_forms");

            migrationBuilder.DropTable(
                name: "group_sessions");

            migrationBuilder.DropTable(
                name: "initiative_meetings");

            migrationBuilder.DropTable(
                name: "lesson_plans");

            migrationBuilder.DropTable(
                name: "report_lines");

            migrationBuilder.DropTable(
                name: "mandates");

            migrationBuilder.DropTable(
                name: "funding_sources");

            migrationBuilder.DropTable(
                name: "initiative_schools");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "plan_lines");

            migrationBuilder.DropTable(
                name: "report_drafts");

            migrationBuilder.DropTable(
                name: "units");

            migrationBuilder.DropTable(
                name: "observations");

            migrationBuilder.DropTable(
                name: "groups");

            migrationBuilder.DropTable(
                name: "report_slices");

            migrationBuilder.DropTable(
                name: "initiatives");

            migrationBuilder.DropTable(
                name: "monthly_plans");

            migrationBuilder.DropTable(
                name: "monthly_reports");
        }
    }
}
