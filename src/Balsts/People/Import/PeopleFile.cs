using System.Text.RegularExpressions;
using Balsts.Units;
using Balsts.Units.Packs;
using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;

namespace Balsts.People.Import;

/// <summary>A person as a row of a list says it. <paramref name="Unit"/> is a register number or a name, still to be looked up.</summary>
public sealed record PersonRow(
    int Row,
    string GivenName,
    string FamilyName,
    string? Email,
    string? Phone,
    string? ExternalId,
    string? ExternalSystem,
    string? Unit,
    PostKind? Post,
    string? Subject,
    int? LoadThousandths,
    DateOnly? StartsOn,
    DateOnly? EndsOn);

/// <summary>What came of one row: the person, or the refusals for which it cannot be taken (one per column).</summary>
public sealed record PersonReading(PersonRow? Person, IReadOnlyList<Refusal> Refusals);

/// <summary>What the titles in a list mean to us: text to post, from the packs of the country and the common one (English).</summary>
public sealed class PostTitles
{
    readonly Dictionary<string, PostKind> posts = new(StringComparer.Ordinal);

    /// <param name="packs">Folders of packs, such as latvia. The first pack that knows a title decides.</param>
    public PostTitles(params IEnumerable<string> packs)
    {
        foreach (var pack in packs.Append("common"))
            foreach (var row in PackTable.Rows($"{pack}/post-titles.csv")) posts.TryAdd(Fold.Of(row[0]), Enum.Parse<PostKind>(row[1]));
    }

    /// <summary>The titles of a country; its folder of packs is called as the country is in English.</summary>
    public static PostTitles Of(CountryPack pack) => new(pack.Name.En.ToLowerInvariant());

    public PostKind? PostOf(string title) => posts.TryGetValue(Fold.Of(title), out var post) ? post : null;
}

/// <summary>
/// A list of people that somebody else made, with whatever columns it has; a mapping says which of them we read. Read lazily and once. Nothing is looked
/// up here: whether a unit or a person exists is the caller's question.
/// </summary>
public sealed partial class PeopleFile
{
    readonly SheetFile sheet;
    readonly Dictionary<PersonField, int> places;
    readonly PostTitles titles;

    PeopleFile(SheetFile sheet, Dictionary<PersonField, int> places, PostTitles titles) =>
        (this.sheet, this.places, this.titles) = (sheet, places, titles);

    public static Outcome<PeopleFile> Of(SheetFile sheet, ColumnMapping mapping, PostTitles titles)
    {
        if (!mapping.Columns.ContainsKey(PersonField.GivenName) || !mapping.Columns.ContainsKey(PersonField.FamilyName)) return PeopleProblems.ColumnNeeded;
        var places = new Dictionary<PersonField, int>();
        foreach (var (field, name) in mapping.Columns)
        {
            var place = sheet.Headers.ToList().FindIndex(h => string.Equals(h, name.Trim(), StringComparison.OrdinalIgnoreCase));
            if (place < 0) return PeopleProblems.ColumnMissing.With(name);
            if (places.ContainsValue(place)) return PeopleProblems.ColumnTwice.With(name);
            places.Add(field, place);
        }
        return new PeopleFile(sheet, places, titles);
    }

    /// <summary>One reading per row. Where the file breaks off, the last one is a refusal of the whole row that says why.</summary>
    public IEnumerable<PersonReading> Read()
    {
        var last = 1;
        foreach (var row in sheet.Rows())
        {
            if (row.Value is null)
            {
                yield return new PersonReading(null, [new Refusal(sheet.Name, last + 1, null, null, row.Problem!)]);
                yield break;
            }
            last = row.Value.Number;
            yield return Reading(row.Value);
        }
    }

    PersonReading Reading(SheetRow row)
    {
        var refusals = new List<Refusal>();
        var person = new PersonRow(row.Number,
            Needed(PersonField.GivenName, PeopleProblems.GivenNameMissing),
            Needed(PersonField.FamilyName, PeopleProblems.FamilyNameMissing),
            Text(PersonField.Email, t => t.Length <= Person.EmailMax && EmailShape().IsMatch(t) ? t : PeopleProblems.EmailMalformed),
            Text(PersonField.Phone, t => t.Length <= Person.PhoneMax && PhoneShape().IsMatch(t) && t.Count(char.IsAsciiDigit) is >= 7 and <= 15 ? t : PeopleProblems.PhoneMalformed),
            Text(PersonField.ExternalId, AtMost(PersonExternalId.ValueMax)),
            Text(PersonField.ExternalSystem, AtMost(PersonExternalId.SystemMax)),
            Text(PersonField.Unit, Any),
            Value<PostKind>(PersonField.Post, t => titles.PostOf(t) is { } post ? post : PeopleProblems.PostUnknown),
            Text(PersonField.Subject, AtMost(Employment.SubjectMax)),
            Value(PersonField.Load, WrittenLoad.Read),
            Value(PersonField.StartsOn, WrittenDay.Read),
            Value(PersonField.EndsOn, WrittenDay.Read));
        // what we have no post for keeps its title in words
        if (person is { Post: PostKind.Other, Subject: null } && Plain(PersonField.Post) is { Length: <= Employment.SubjectMax } title) person = person with { Subject = title };
        if (person.EndsOn < person.StartsOn) Refuse(PersonField.EndsOn, PeopleProblems.EndsBeforeStart);
        return new PersonReading(refusals.Count == 0 ? person : null, refusals);

        static Outcome<string> Any(string text) => text;

        static Func<string, Outcome<string>> AtMost(int max) => text => text.Length <= max ? text : PeopleProblems.TooLong.With(max);

        string Raw(PersonField field) => places.TryGetValue(field, out var place) ? row.Cells[place] : "";

        string Needed(PersonField field, Problem missing)
        {
            var text = Text(field, AtMost(Person.NameMax));
            if (text is null && !refusals.Exists(r => r.Column == sheet.Headers[places[field]])) Refuse(field, missing);
            return text ?? "";
        }

        string? Text(PersonField field, Func<string, Outcome<string>> read) => Plain(field) is { } text && Taken(field, read(text), out var value) ? value : null;

        T? Value<T>(PersonField field, Func<string, Outcome<T>> read) where T : struct => Plain(field) is { } text && Taken(field, read(text), out var value) ? value : null;

        string? Plain(PersonField field)
        {
            var text = CellText.Clean(Raw(field));
            if (text.Length == 0) return null;
            if (CellText.IsPlain(text)) return text;
            Refuse(field, PeopleProblems.NotPlain);
            return null;
        }

        bool Taken<T>(PersonField field, Outcome<T> outcome, out T? value)
        {
            value = outcome.Value;
            if (outcome.Problem is { } problem) Refuse(field, problem);
            return !outcome.Failed;
        }

        void Refuse(PersonField field, Problem reason) => refusals.Add(new Refusal(sheet.Name, row.Number, sheet.Headers[places[field]], Raw(field), reason));
    }

    [GeneratedRegex(@"^[^@\s<>"",;]{1,64}@[^@\s<>"",;]+\.[^@\s.<>"",;]+\z")]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"^\+?[0-9 ()\-./]+\z")]
    private static partial Regex PhoneShape();
}
