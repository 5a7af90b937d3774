using Foundation.Data;

namespace Balsts.People.Import;

/// <summary>What a column of a list of people can hold for us.</summary>
public enum PersonField { GivenName, FamilyName, Email, Phone, ExternalId, ExternalSystem, Unit, Post, Subject, Load, StartsOn, EndsOn }

/// <summary>Which column of a file holds what, by the column's name; what is not named is not read.</summary>
public sealed record ColumnMapping(IReadOnlyDictionary<PersonField, string> Columns)
{
    static readonly (PersonField Field, string[] Names)[] Known =
    [
        (PersonField.GivenName, ["vārds", "vārdi", "ad", "adı", "given name", "first name", "forename"]),
        (PersonField.FamilyName, ["uzvārds", "uzvārdi", "soyad", "soyadı", "family name", "last name", "surname"]),
        (PersonField.Email, ["e-pasts", "epasts", "e-pasta adrese", "e-poçt", "elektron poçt", "e-mail", "email", "email address", "mail"]),
        (PersonField.Phone, ["tālrunis", "tālruņa numurs", "telefons", "mobilais tālrunis", "telefon", "telefon nömrəsi", "mobil telefon", "phone", "telephone", "phone number", "mobile"]),
        (PersonField.ExternalId, ["identifikators", "ārējais id", "viis id", "personas id", "identifikator", "xarici id", "emis id", "id", "external id", "person id", "sourcedid", "user id"]),
        (PersonField.ExternalSystem, ["sistēma", "avota sistēma", "sistem", "system", "external system", "source system"]),
        (PersonField.Unit, ["iestādes reģistrācijas nr", "reģistrācijas nr", "reģistrācijas numurs", "register number", "registration number", "iestādes nosaukums", "skolas nosaukums", "izglītības iestāde", "iestāde", "skola", "müəssisə", "məktəb", "məktəbin adı", "təhsil müəssisəsi", "unit", "school", "institution", "organisation", "organization"]),
        (PersonField.Post, ["amats", "ieņemamais amats", "vəzifə", "vəzifəsi", "post", "position", "job title", "role"]),
        (PersonField.Subject, ["priekšmets", "mācību priekšmets", "mācību joma", "joma", "fənn", "tədris etdiyi fənn", "fənn sahəsi", "subject", "learning area"]),
        (PersonField.Load, ["slodze", "likme", "slodze likmēs", "ştat", "ştat vahidi", "yük", "dərs yükü", "load", "fte", "workload"]),
        (PersonField.StartsOn, ["no", "sākums", "sākuma datums", "darba sākums", "başlama tarixi", "işə qəbul tarixi", "başlanğıc", "from", "start", "start date", "starts on"]),
        (PersonField.EndsOn, ["līdz", "beigas", "beigu datums", "darba beigas", "bitmə tarixi", "son tarix", "işdən çıxma tarixi", "to", "until", "end", "end date", "ends on"]),
    ];

    static readonly (PersonField Field, string[] Words)[] Synonyms =
        [.. from known in Known from name in known.Names select (known.Field, Words(name))];

    /// <summary>
    /// What the column names say in Latvian, Azerbaijani or English, ignoring case, diacritics and punctuation: first names that are exactly
    /// ours, then those that contain ours as whole words ("Pedagoga uzvārds") and mean one thing only ("Vārds, uzvārds" means two).
    /// </summary>
    public static ColumnMapping Guess(IReadOnlyList<string> headers)
    {
        var columns = new Dictionary<PersonField, string>();
        var rest = new List<(string Header, string[] Words)>();
        foreach (var (header, words) in headers.Select(h => (h, Words(h))))
            if (!Synonyms.Any(s => s.Words.SequenceEqual(words))) rest.Add((header, words));
        // of several columns that fit, the one whose name stands first in our list: a register number rather than a name
        foreach (var (field, words) in Synonyms)
            if (!columns.ContainsKey(field) && headers.FirstOrDefault(h => Words(h).SequenceEqual(words)) is { } header) columns.Add(field, header);
        foreach (var (header, words) in rest)
        {
            // "no", "to" and "ad" occur in too many names to mean anything there
            var meant = Synonyms.Where(s => s.Words.Sum(w => w.Length) > 3 && Contains(words, s.Words)).Select(s => s.Field).Distinct().Take(2).ToArray();
            if (meant.Length == 1) columns.TryAdd(meant[0], header);
        }
        return new ColumnMapping(columns);
    }

    static bool Contains(string[] words, string[] sought) =>
        Enumerable.Range(0, Math.Max(0, words.Length - sought.Length + 1)).Any(at => words.AsSpan(at, sought.Length).SequenceEqual(sought));

    /// <summary>"E-pasts" and "epasts" are one word.</summary>
    static string[] Words(string name) =>
        string.Concat(Fold.Of(name).Replace("-", "", StringComparison.Ordinal).Select(c => char.IsLetterOrDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
