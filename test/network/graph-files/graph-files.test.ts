import { describe, expect, it } from 'vitest';
import { parseEdgeList } from '../../../src/network/graph-files/edge-list.js';
import { parseGraphml } from '../../../src/network/graph-files/graphml.js';

describe('an edge list', () => {
  it('names the ends of links, separated by blanks or commas, and nodes without links', () => {
    expect(parseEdgeList('# a road\nLausanne Geneva\nGeneva,Nyon , 3.5\n\n%\n Bern\t\r\n')).toEqual({
      names: ['Lausanne', 'Geneva', 'Nyon', 'Bern'],
      links: [
        ['Lausanne', 'Geneva'],
        ['Geneva', 'Nyon'],
      ],
    });
  });

  it('says a link again, in either direction, without making another', () => {
    expect(parseEdgeList('a b\nb a\na b').links).toEqual([['a', 'b']]);
  });

  it.each([
    ['a b\nc c', 'line 2: c is linked with itself; leave that link out'],
    ['a b\n, c', 'line 2: ", c" lacks a name; write two'],
    ['a,', 'line 1: "a," lacks a name'],
    ['# nothing', 'there is no node in this graph'],
  ])('%j is refused with its line', (text, message) => {
    expect(() => parseEdgeList(text)).toThrow(message);
  });
});

const graphml = (...body: string[]) =>
  ['<?xml version="1.0"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', ...body, '</graphml>'].join('\n');

describe('a GraphML document', () => {
  it('names nodes by their ids, in any order with the edges, whatever data and namespace it has', () => {
    const text = graphml(
      '<key id="d0" for="edge" attr.name="weight" attr.type="double"/>',
      '<graph id="G" edgedefault="directed">',
      '<edge source="a&amp;b" target="c"><data key="d0">1.0</data></edge>',
      '<node id="a&amp;b"/><node id="c"><data key="d1">Bern</data></node><node id="d"/>',
      '<edge source="c" target="a&amp;b"/>',
      '</graph>',
    );
    const graph = { names: ['a&b', 'c', 'd'], links: [['a&b', 'c']] };
    expect(parseGraphml(text)).toEqual(graph);
    expect(parseGraphml(text.replace(' xmlns="http://graphml.graphdrawing.org/xmlns"', ''))).toEqual(graph);
  });

  it.each([
    ['<a>', /^line 1: the document is a <a>; it must be a <graphml>$/],
    ['a b', /^line 1: this is no XML: /],
    [graphml('<graph>', '<node id="a">', '</graph>'), /^line 5: this is no XML: /],
    [graphml(), /there is no <graph>/],
    [graphml('<graph/>'), /there is no node in this graph/],
    [graphml('<graph>', '<node/>', '</graph>'), /^line 4: a <node> lacks its id$/],
    [graphml('<graph>', '<node id="a"/>', '<node id="a"/>', '</graph>'), /^line 5: there are two nodes "a"/],
    [graphml('<graph>', '<node id="a"/>', '<edge source="a" target="b"/>', '</graph>'), /^line 5: an edge names "b", which is no node/],
    [graphml('<graph>', '<node id="a"/>', '<edge source="a"/>', '</graph>'), /^line 5: a <edge> lacks its target/],
    [graphml('<graph>', '<node id="a"/>', '<edge source="a" target="a"/>', '</graph>'), /^line 5: a is linked with itself/],
    [graphml('<graph>', '<node id="a"><graph/></node>', '</graph>'), /^line 4: there is a second graph/],
    [graphml('<graph>', '<hyperedge/>', '</graph>'), /^line 4: a hyperedge links more than two nodes; write an edge for each pair/],
    [graphml('<graph><node id="&x;"/></graph>'), /^line 3: this is no XML: undefined entity/],
  ])('%j is refused with its line', (text, message) => {
    expect(() => parseGraphml(text)).toThrow(message);
  });
});
