using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Foundation.Viewers;

/// <summary>
/// Reads from a rule of sight who sees a row. It shows the rule a viewer whose person, units and subjects are marks, finds the marks in the
/// expression that comes back, and asks of a row what stands beside each: the very clauses that become part of every query, and no second text.
/// A clause that it cannot read is a bug, and a test asks every rule.
/// </summary>
public sealed class SightReader(IEnumerable<string> rights)
{
    readonly string[] rights = [.. rights];
    readonly ConcurrentDictionary<(Type, DateOnly), object> read = [];

    /// <summary>Who sees this row, whether it is kept already or not yet: asked of what it holds in memory.</summary>
    public IReadOnlyList<Audience> Of<T>(T row, DateOnly today) where T : class, ISeen<T>
    {
        var (rule, alone) = (Reading<T>(today), new[] { row }.AsQueryable());
        return Audiences(rule.Own(rule.Asked(alone).Single()).Concat(rule.Named(alone)?.AsEnumerable().Select(rule.Told) ?? []).Concat(rule.Called(alone)?.AsEnumerable().Select(rule.Told) ?? []));
    }

    /// <summary>Who sees each of these rows, by its id: one question to the database, and one for all clauses about rows below them.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Audience>>> Of<T>(IQueryable<T> rows, DateOnly today, CancellationToken ct = default) where T : class, ISeen<T>
    {
        var rule = Reading<T>(today);
        var found = new Dictionary<Guid, List<(Way Way, object? Value)>>();
        foreach (var values in await rule.Asked(rows).ToListAsync(ct)) found[(Guid)values[0]!] = [.. rule.Own(values)];
        foreach (var below in rule.Named(rows) is { } named ? await named.ToListAsync(ct) : []) if (found.TryGetValue(below.Id, out var known)) known.Add(rule.Told(below));
        foreach (var below in rule.Called(rows) is { } called ? await called.ToListAsync(ct) : []) if (found.TryGetValue(below.Id, out var known)) known.Add(rule.Told(below));
        return found.ToDictionary(f => f.Key, f => Audiences(f.Value));
    }

    /// <summary>Who sees a row that somebody holds: what its own columns say is not asked again, where the rule asks nothing else of it.</summary>
    /// <param name="row">As it was read.</param>
    /// <param name="kept">The same row in the database.</param>
    public async Task<IReadOnlyList<Audience>> Of<T>(T row, IQueryable<T> kept, DateOnly today, CancellationToken ct = default) where T : class, ISeen<T>
    {
        if (Reading<T>(today) is not { Held: { } held } rule) return (await Of(kept, today, ct)).Values.FirstOrDefault() ?? [];
        return Audiences([.. rule.Own(held(row)), .. (rule.Named(kept) is { } named ? await named.ToListAsync(ct) : []).Select(rule.Told), .. (rule.Called(kept) is { } called ? await called.ToListAsync(ct) : []).Select(rule.Told)]);
    }

    static IReadOnlyList<Audience> Audiences(IEnumerable<(Way Way, object? Value)> found) =>
        [.. found.Where(w => w.Value is not null).GroupBy(w => w.Way, (way, all) => new Audience(way, [.. all.Select(a => a.Value!).Distinct()]))];

    Rule<T> Reading<T>(DateOnly today) where T : class, ISeen<T>
    {
        if (read.Count > 1000) read.Clear(); // every day is read anew
        return (Rule<T>)read.GetOrAdd((typeof(T), today), _ => new Marked(rights, today).Read<T>());
    }

    /// <param name="Ways">The clauses about the row itself, in the order of what <paramref name="Asked"/> gives after the id.</param>
    /// <param name="Held">The same of a row in memory; null where more is asked than its own columns.</param>
    /// <param name="Below">The clauses about rows below it.</param>
    /// <param name="Named">Asks all of these that name somebody or something by id; null where none does.</param>
    /// <param name="Called">Those that name it by a word: a country, a post.</param>
    sealed record Rule<T>(IReadOnlyList<Way> Ways, Func<IQueryable<T>, IQueryable<object?[]>> Asked, Func<T, object?[]>? Held, IReadOnlyList<Way> Below, Func<IQueryable<T>, IQueryable<Found<Guid?>>?> Named, Func<IQueryable<T>, IQueryable<Found<string?>>?> Called)
    {
        public IEnumerable<(Way Way, object? Value)> Own(object?[] values) => Ways.Select((way, i) => (way, values[i + 1]));
        public (Way Way, object? Value) Told<TValue>(Found<TValue> found) => (Below[found.Clause], found.Value);
    }

    /// <summary>Whom a clause about rows below a row names.</summary>
    sealed class Found<TValue>
    {
        public required Guid Id { get; init; }
        public required int Clause { get; init; }
        public required TValue Value { get; init; }
    }

    /// <summary>A row and one below it.</summary>
    sealed class Pair<TOuter, TInner>
    {
        public required TOuter Outer { get; init; }
        public required TInner Inner { get; init; }
    }

    /// <summary>One clause: under these collections, where this holds, those whom the value names.</summary>
    sealed record Clause((Expression Rows, ParameterExpression Row)[] Below, Expression? Where, (SeenAs As, string Right) Mark, Expression Value);

    /// <summary>A viewer made of marks, and what each of them means.</summary>
    sealed class Marked
    {
        readonly Dictionary<object, (SeenAs As, string Right)> marks = [];
        readonly Viewer viewer;

        public Marked(string[] rights, DateOnly today)
        {
            Guid Id(SeenAs kind, string right = "") => New(Guid.CreateVersion7(), kind, right);
            string Name(SeenAs kind, string right = "") => New($"?{marks.Count}", kind, right);
            viewer = new(Id(SeenAs.Person), Id(SeenAs.Account), "", "en", "?", [Name(SeenAs.Inhabitant)],
                rights.ToDictionary(r => r, r => new Reach([Name(SeenAs.Country, r)], [Id(SeenAs.Unit, r)], [Id(SeenAs.Seat, r)], [Id(SeenAs.Subject, r)])))
            {
                Today = today,
                Home = [Id(SeenAs.Home)],
                Stations = [Name(SeenAs.Station)],
            };
        }

        TMark New<TMark>(TMark mark, SeenAs kind, string right) where TMark : notnull
        {
            marks[mark] = (kind, right);
            return mark;
        }

        public Rule<T> Read<T>() where T : class, ISeen<T>
        {
            var rule = T.SeenBy(viewer);
            var row = rule.Parameters[0];
            var clauses = Clauses(rule.Body).ToList();
            var own = clauses.FindAll(c => c.Below.Length == 0);
            var asked = Expression.Lambda<Func<T, object?[]>>(Expression.NewArrayInit(typeof(object), [IdOf(row), .. own.Select(Asked)]), row);
            var below = clauses.FindAll(c => c.Below.Length > 0);
            var reach = new Reached(row);
            reach.Visit(asked.Body);
            return new([.. own.Select(WayOf)], rows => rows.Select(asked), reach.Beyond ? null : asked.Compile(), [.. below.Select(WayOf)], rows => Together<T, Guid?>(rows, row, below), rows => Together<T, string?>(rows, row, below));
        }

        /// <summary>The clauses whose values are of a kind, as one question.</summary>
        static IQueryable<Found<TValue>>? Together<T, TValue>(IQueryable<T> rows, ParameterExpression row, List<Clause> below) =>
            below.Select((clause, i) => (clause, i)).Where(c => (Plain(c.clause.Value).Type == typeof(string)) == (typeof(TValue) == typeof(string))).Select(c => rows.Provider.CreateQuery<Found<TValue>>(Below<TValue>(rows.Expression, row, c.clause, c.i)))
                .Aggregate((IQueryable<Found<TValue>>?)null, (all, one) => all is null ? one : all.Concat(one));

        static UnaryExpression IdOf(Expression row) => Expression.Convert(Expression.Property(row, "Id"), typeof(object));

        static Way WayOf(Clause clause)
        {
            var column = (MemberExpression)Plain(clause.Value);
            return new(clause.Mark.As, clause.Mark.Right, column.Expression!.Type, column.Member.Name, clause.Below.Length > 0);
        }

        /// <summary>Whom a clause about the row itself names, where it holds.</summary>
        static UnaryExpression Asked(Clause clause)
        {
            var plain = Plain(clause.Value);
            var type = plain.Type.IsValueType ? typeof(Guid?) : plain.Type;
            var value = plain.Type == type ? plain : Expression.Convert(plain, type);
            return Expression.Convert(clause.Where is null ? value : Expression.Condition(clause.Where, value, Expression.Constant(null, type)), typeof(object));
        }

        /// <summary>Whom a clause about rows below names, joined down the collections.</summary>
        static MethodCallExpression Below<TValue>(Expression rows, ParameterExpression row, Clause clause, int number)
        {
            var at = row;
            var known = new Dictionary<ParameterExpression, Expression> { [row] = row };
            foreach (var (below, item) in clause.Below)
            {
                var pair = typeof(Pair<,>).MakeGenericType(at.Type, item.Type);
                var (outer, inner, next) = (Expression.Parameter(at.Type), Expression.Parameter(item.Type), Expression.Parameter(pair));
                var them = Expression.Lambda(typeof(Func<,>).MakeGenericType(at.Type, typeof(IEnumerable<>).MakeGenericType(item.Type)), new Placed(known).Visit(below), at);
                var both = Expression.Lambda(Expression.MemberInit(Expression.New(pair), Expression.Bind(pair.GetProperty("Outer")!, outer), Expression.Bind(pair.GetProperty("Inner")!, inner)), outer, inner);
                rows = Expression.Call(typeof(Queryable), nameof(Queryable.SelectMany), [at.Type, item.Type, pair], rows, Expression.Quote(them), Expression.Quote(both));
                var whole = new Placed(new() { [at] = Expression.Property(next, "Outer") });
                known = known.ToDictionary(k => k.Key, k => whole.Visit(k.Value));
                known[item] = Expression.Property(next, "Inner");
                at = next;
            }
            var placed = new Placed(known);
            if (clause.Where is not null) rows = Expression.Call(typeof(Queryable), nameof(Queryable.Where), [at.Type], rows, Expression.Quote(Expression.Lambda(placed.Visit(clause.Where), at)));
            var found = typeof(Found<TValue>);
            var told = Expression.MemberInit(Expression.New(found), Expression.Bind(found.GetProperty("Id")!, Expression.Property(known[row], "Id")), Expression.Bind(found.GetProperty("Clause")!, Expression.Constant(number)),
                Expression.Bind(found.GetProperty("Value")!, Expression.Convert(placed.Visit(Plain(clause.Value)), typeof(TValue))));
            return Expression.Call(typeof(Queryable), nameof(Queryable.Select), [at.Type, found], rows, Expression.Quote(Expression.Lambda(told, at)));
        }

        /// <summary>Whether more is asked of a row than its own columns.</summary>
        sealed class Reached(ParameterExpression row) : ExpressionVisitor
        {
            public bool Beyond { get; private set; }

            protected override Expression VisitMember(MemberExpression node)
            {
                Beyond |= node.Expression == row && node.Type is { IsValueType: false } && node.Type != typeof(string);
                return base.VisitMember(node);
            }
        }

        sealed class Placed(Dictionary<ParameterExpression, Expression> known) : ExpressionVisitor
        {
            protected override Expression VisitParameter(ParameterExpression node) => known.GetValueOrDefault(node, node);
        }

        IEnumerable<Clause> Clauses(Expression rule)
        {
            switch (rule)
            {
                case ConstantExpression { Value: false }:
                    return [];
                case BinaryExpression { NodeType: ExpressionType.OrElse } either:
                    return Clauses(either.Left).Concat(Clauses(either.Right));
                case BinaryExpression { NodeType: ExpressionType.AndAlso } both when !Asks(both.Right):
                    return Clauses(both.Left).Select(c => Where(c, both.Right));
                case BinaryExpression { NodeType: ExpressionType.AndAlso } both when !Asks(both.Left):
                    return Clauses(both.Right).Select(c => Where(c, both.Left));
                case BinaryExpression { NodeType: ExpressionType.Equal } same:
                    if (MarksOf(same.Left) is [var left]) return [new([], null, left, same.Right)];
                    if (MarksOf(same.Right) is [var right]) return [new([], null, right, same.Left)];
                    break;
                case ConditionalExpression choice when !Asks(choice.Test):
                    return Clauses(choice.IfTrue).Select(c => Where(c, choice.Test)).Concat(Clauses(choice.IfFalse).Select(c => Where(c, Expression.Not(choice.Test))));
                case MethodCallExpression { Method.Name: nameof(Enumerable.Contains) } call when call.Arguments is [var among, var value] && MarksOf(among) is { Length: > 0 } found:
                    return found.Select(m => new Clause([], null, m, value));
                case MethodCallExpression { Method.Name: nameof(Enumerable.Any) } call when call.Arguments is [var rows, LambdaExpression each]:
                    return Clauses(each.Body).Select(c => c with { Below = [(rows, each.Parameters[0]), .. c.Below] });
            }
            throw new NotSupportedException($"Nobody can say who sees by this clause: {rule}. Write it with persons, units or subjects that the row names.");
        }

        static Clause Where(Clause clause, Expression also) => clause with { Where = clause.Where is null ? also : Expression.AndAlso(also, clause.Where) };

        bool Asks(Expression part)
        {
            var seeker = new Seeker(this);
            seeker.Visit(part);
            return seeker.Found;
        }

        /// <summary>What a part that does not depend on the row asks of the viewer; nothing for all others.</summary>
        (SeenAs As, string Right)[] MarksOf(Expression part) => ValueOf(Plain(part)) switch
        {
            Guid id when marks.TryGetValue(id, out var mark) => [mark],
            string name when marks.TryGetValue(name, out var mark) => [mark],
            IEnumerable many and not string => [.. many.Cast<object>().Where(marks.ContainsKey).Select(m => marks[m])],
            _ => [],
        };

        /// <summary>What was captured, followed through its fields; null for whatever hangs on the row.</summary>
        static object? ValueOf(Expression part) => part switch
        {
            ConstantExpression constant => constant.Value,
            MemberExpression { Expression: { } of, Member: FieldInfo field } when ValueOf(Plain(of)) is { } held => field.GetValue(held),
            MemberExpression { Expression: { } of, Member: PropertyInfo property } when ValueOf(Plain(of)) is { } held => property.GetValue(held),
            _ => null,
        };

        /// <summary>Without conversions: a value that may be missing, an array seen as a span.</summary>
        static Expression Plain(Expression part) => part switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert } conversion => Plain(conversion.Operand),
            MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var from] } => Plain(from),
            MemberExpression { Member.Name: "Value", Expression: { } of } when Nullable.GetUnderlyingType(of.Type) is not null => Plain(of),
            _ => part,
        };

        sealed class Seeker(Marked marked) : ExpressionVisitor
        {
            public bool Found { get; private set; }

            public override Expression? Visit(Expression? node)
            {
                if (node is not null && !Found && marked.MarksOf(node).Length > 0) Found = true;
                return Found ? node : base.Visit(node);
            }
        }
    }
}
